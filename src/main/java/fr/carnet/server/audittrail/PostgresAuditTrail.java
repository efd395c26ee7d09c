package fr.carnet.server.audittrail;

import fr.carnet.enforcement.audit.AuditRecord;
import fr.carnet.enforcement.audit.AuditTrail;
import java.sql.Timestamp;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The trace in PostgreSQL: one row per request, in the write's transaction when there is one, else committed by itself before the answer
 * leaves. The table refuses updates and deletions, and chains the row to the record's last one (V3__trace_chain.sql) in the same statement.
 */
@Component
class PostgresAuditTrail implements AuditTrail {

    private static final String INSERT = """
            insert into carnet.audit_event (id, recorded, request_id, patient_id, caller_kind, caller_id, caller_name, profession, structure_id,
                on_behalf_of, access_mode, purpose, justification, interaction, resource_type, entities, concerned, reasons, status, source)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcClient jdbc;

    PostgresAuditTrail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void append(AuditRecord entry) {
        jdbc.sql(INSERT)
                .params(UUID.randomUUID(), Timestamp.from(entry.recorded()), entry.requestId(), entry.patientId().orElse(null),
                        entry.callerKind(), entry.callerId(), entry.callerName().orElse(null), entry.profession().orElse(null),
                        entry.structureId().orElse(null), entry.onBehalfOf().orElse(null), entry.mode(), entry.purpose().orElse(null),
                        entry.justification().orElse(null), entry.interaction(), entry.resourceType().orElse(null),
                        entry.entities().toArray(String[]::new), entry.concerned().toArray(String[]::new), entry.reasons().toArray(String[]::new), entry.status(), entry.source())
                .update();
    }
}
