package fr.carnet.enforcement.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of the trace: who did what to which record, when, from where, with what outcome (ACCESS-RULES 8). Written before the answer
 * leaves, refusals included, never changed.
 *
 * @param recorded     instant of the request, UTC
 * @param requestId    request id, as echoed to the caller
 * @param patientId    id of the record's Patient, empty when none was established
 * @param callerKind   word of {@code Caller.kind()}
 * @param callerId     identifier of the caller
 * @param callerName   name of a professional
 * @param profession   profession code of a professional
 * @param structureId  structure acted for
 * @param onBehalfOf   whom a representative or an app acts for, as its token says: a Patient, or for an app the RelatedPerson who obtained the token
 * @param mode         access mode code
 * @param purpose      purpose of use of an app (finalité), code of CodeSystem purpose
 * @param justification written reason of a break-glass access
 * @param interaction  FHIR interaction, for example {@code search-type}
 * @param resourceType FHIR type asked for
 * @param entities     references of the resources really shown or changed
 * @param concerned    references of stored resources that the request named, whether or not they were shown: a line about a hidden document is
 *                     withheld even when nothing of it was shown
 * @param reasons      which rules decided
 * @param status       HTTP status answered
 * @param source       network address of the caller
 */
public record AuditRecord(Instant recorded, String requestId, Optional<String> patientId, String callerKind, String callerId,
        Optional<String> callerName, Optional<String> profession, Optional<String> structureId, Optional<String> onBehalfOf, String mode,
        Optional<String> purpose, Optional<String> justification, String interaction, Optional<String> resourceType, List<String> entities,
        List<String> concerned, List<String> reasons, int status, String source) {
    public AuditRecord {
        entities = List.copyOf(entities);
        concerned = List.copyOf(concerned);
        reasons = List.copyOf(reasons);
    }
}
