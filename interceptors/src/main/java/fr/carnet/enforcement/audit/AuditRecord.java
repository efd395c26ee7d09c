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
 * @param mode         access mode code
 * @param interaction  FHIR interaction, for example {@code search-type}
 * @param resourceType FHIR type asked for
 * @param entities     references of the resources really shown or changed
 * @param reasons      which rules decided
 * @param status       HTTP status answered
 * @param source       network address of the caller
 */
public record AuditRecord(Instant recorded, String requestId, Optional<String> patientId, String callerKind, String callerId,
        Optional<String> callerName, Optional<String> profession, Optional<String> structureId, String mode, String interaction,
        Optional<String> resourceType, List<String> entities, List<String> reasons, int status, String source) {
    public AuditRecord {
        entities = List.copyOf(entities);
        reasons = List.copyOf(reasons);
    }
}
