package fr.carnet.server.audittrail;

import fr.carnet.enforcement.audit.AuditRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Lines in PostgreSQL, however many in one statement, so in one transaction. The table refuses updates and deletions, and chains each row to its record's last one
 * (V3__trace_chain.sql) in the same statement.
 */
@Component
class PostgresTraceWriter implements TraceWriter {

    private static final String COLUMNS = """
            id, recorded, request_id, patient_id, caller_kind, caller_id, caller_name, profession, structure_id, on_behalf_of, access_mode, purpose, justification,
            interaction, resource_type, entities, concerned, reasons, status, source""";
    private static final String ONE = "insert into carnet.audit_event (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    /** One statement for any number of lines; lists come as their literals, for arrays of arrays have to be as long as each other. */
    private static final String SEVERAL = "insert into carnet.audit_event (" + COLUMNS + """
            ) select id, recorded, request_id, patient_id, caller_kind, caller_id, caller_name, profession, structure_id, on_behalf_of, access_mode, purpose, justification,
                interaction, resource_type, entities::text[], concerned::text[], reasons::text[], status, source
            from unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[]) with ordinality as line (
                id, recorded, request_id, patient_id, caller_kind, caller_id, caller_name, profession, structure_id, on_behalf_of, access_mode, purpose, justification,
                interaction, resource_type, entities, concerned, reasons, status, source, place)
            order by place""";

    private final JdbcTemplate jdbc;

    PostgresTraceWriter(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void write(List<TraceLine> lines) {
        if (lines.size() == 1) {
            one(lines.get(0));
            return;
        }
        // Heads are locked in one order by every node, or two groups could wait for each other. Stable: each record's lines stay in theirs.
        several(lines.stream().sorted(Comparator.comparing(TraceLine::chain)).toList());
    }

    private void one(TraceLine line) {
        AuditRecord entry = line.entry();
        jdbc.update(ONE, line.id(), Timestamp.from(entry.recorded()), entry.requestId(), entry.patientId().orElse(null),
                entry.callerKind(), entry.callerId(), entry.callerName().orElse(null), entry.profession().orElse(null),
                entry.structureId().orElse(null), entry.onBehalfOf().orElse(null), entry.mode(), entry.purpose().orElse(null),
                entry.justification().orElse(null), entry.interaction(), entry.resourceType().orElse(null),
                entry.entities().toArray(String[]::new), entry.concerned().toArray(String[]::new), entry.reasons().toArray(String[]::new), entry.status(), entry.source());
    }

    private void several(List<TraceLine> lines) {
        jdbc.update(SEVERAL, statement -> {
            Columns columns = new Columns(statement, lines);
            columns.next("uuid", TraceLine::id);
            columns.next("timestamptz", line -> line.entry().recorded().toString());
            columns.text(AuditRecord::requestId);
            columns.text(entry -> entry.patientId().orElse(null));
            columns.text(AuditRecord::callerKind);
            columns.text(AuditRecord::callerId);
            columns.text(entry -> entry.callerName().orElse(null));
            columns.text(entry -> entry.profession().orElse(null));
            columns.text(entry -> entry.structureId().orElse(null));
            columns.text(entry -> entry.onBehalfOf().orElse(null));
            columns.text(AuditRecord::mode);
            columns.text(entry -> entry.purpose().orElse(null));
            columns.text(entry -> entry.justification().orElse(null));
            columns.text(AuditRecord::interaction);
            columns.text(entry -> entry.resourceType().orElse(null));
            columns.list(AuditRecord::entities);
            columns.list(AuditRecord::concerned);
            columns.list(AuditRecord::reasons);
            columns.next("int4", line -> line.entry().status());
            columns.text(AuditRecord::source);
        });
    }

    /** Fills a statement column by column, each as one array. */
    private static final class Columns {

        private final PreparedStatement statement;
        private final List<TraceLine> lines;
        private final Connection connection;
        private int number;

        Columns(PreparedStatement statement, List<TraceLine> lines) throws SQLException {
            this.statement = statement;
            this.lines = lines;
            this.connection = statement.getConnection();
        }

        void next(String type, Function<TraceLine, @Nullable Object> value) throws SQLException {
            statement.setArray(++number, connection.createArrayOf(type, lines.stream().map(value).toArray()));
        }

        void text(Function<AuditRecord, @Nullable String> value) throws SQLException {
            next("text", line -> value.apply(line.entry()));
        }

        void list(Function<AuditRecord, List<String>> values) throws SQLException {
            String[] literals = new String[lines.size()];
            for (int i = 0; i < literals.length; i++) {
                literals[i] = connection.createArrayOf("text", values.apply(lines.get(i).entry()).toArray()).toString();
            }
            statement.setArray(++number, connection.createArrayOf("text", literals));
        }
    }
}
