package fr.carnet.server.audittrail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the trace as read back.
 *
 * @param id         id of the AuditEvent
 * @param recorded   instant of the request
 * @param patientId  the record
 * @param callerKind kind of caller
 * @param callerId   its identifier
 * @param callerName name of a professional
 * @param profession profession code of a professional
 * @param structure  structure acted for
 * @param onBehalfOf whom a representative or an app acts for: a Patient, or the RelatedPerson who obtained an app's token
 * @param mode       access mode
 * @param purpose    purpose of use of an app
 * @param justification written reason of a break-glass access
 * @param interaction what was done
 * @param entities   resources shown or changed
 * @param reasons    which rules decided; none when the reader is not to know
 * @param status     HTTP status answered
 * @param requestId  request id
 * @param source     network address
 */
record TraceRow(String id, Instant recorded, String patientId, String callerKind, String callerId, @Nullable String callerName,
        @Nullable String profession, @Nullable String structure, @Nullable String onBehalfOf, String mode, @Nullable String purpose,
        @Nullable String justification, String interaction, List<String> entities, List<String> reasons, int status, String requestId, String source) {
}
