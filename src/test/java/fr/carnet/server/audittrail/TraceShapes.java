package fr.carnet.server.audittrail;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.policy.ReferencedApp;
import fr.carnet.enforcement.policy.ReferencedApps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One row of each shape that a trace holds, read as AuditEvent and validated: what holds of it holds of the others. */
public final class TraceShapes {

    private static final String ONE_OF_EACH = """
            select distinct on (caller_kind, interaction, resource_type, status, access_mode, purpose is null, justification is null, on_behalf_of is null,
                    structure_id is null, cardinality(entities) > 0, cardinality(reasons) > 0) *
            from carnet.audit_event where patient_id is not null""";

    private static final ReferencedApps NONE_LISTED = new ReferencedApps() {
        @Override
        public Optional<ReferencedApp> find(String clientId) {
            return Optional.empty();
        }

        @Override
        public Optional<ReferencedApp> findByOid(String oid) {
            return Optional.empty();
        }
    };

    private TraceShapes() {
    }

    /** @return what is wrong with which row; a trace without rows is wrong too */
    public static List<String> faults(JdbcClient database) {
        AuditEvents events = new AuditEvents(FhirContext.forR4Cached(), NONE_LISTED);
        R4Validation validation = new R4Validation();
        List<String> faults = new ArrayList<>();
        List<TraceRow> rows = database.sql(ONE_OF_EACH).query((row, n) -> TraceSearch.row(row, true)).list();
        if (rows.isEmpty()) {
            faults.add("no row about any record");
        }
        rows.forEach(row -> validation.errors(events.of(List.of(row), false).get(0)).forEach(error -> faults.add(row.callerKind() + " " + row.interaction() + " " + row.status() + ": " + error)));
        return faults;
    }
}
