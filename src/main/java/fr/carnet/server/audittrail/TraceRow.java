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
 * @param mode       access mode
 * @param interaction what was done
 * @param entities   resources shown or changed
 * @param status     HTTP status answered
 * @param requestId  request id
 * @param source     network address
 */
record TraceRow(String id, Instant recorded, String patientId, String callerKind, String callerId, @Nullable String callerName,
        @Nullable String profession, @Nullable String structure, String mode, String interaction, List<String> entities, int status,
        String requestId, String source) {
}
