package fr.carnet.server.audittrail;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads a record's history under a decision: the holder and his representatives see every access and which rules decided, a professional its own
 * acts. Lines about a document that is hidden from the reader are withheld, and not counted, until it is hidden no more (ACCESS-RULES 8): those
 * that showed it, those that only named it, and those about a submission that holds it. A professional is not shown his own requests that
 * found nothing: a hidden document leaves a line in the record, an absent one does not (S7).
 */
@Component
class TraceSearch {

    /** What is hidden from the reader is worked out once, not per line: a record has few such documents and many lines (V24__history.sql). */
    private static final String WITHHELD = """
            with withheld as materialized (select carnet.history_withheld(:patient, :token, :labels) as entities)
            """;

    private static final String VISIBLE = """
            from carnet.audit_event e
            where e.patient_id = :patient
              and (:agent = '' or e.caller_id = :agent and e.status <> 404)
              and not (e.entities && (select entities from withheld))
              and not (e.concerned && (select entities from withheld))
            """;

    /** One row at least, so that a page beyond the end has its total too. */
    private static final String PAGE = WITHHELD + "select total.rows as total, line.* from (select count(*) as rows " + VISIBLE + """
            %1$s) total left join (select e.*\s""" + VISIBLE + """
            %1$s order by e.recorded %2$s, e.sequence %2$s offset :offset limit :count) line on true order by line.recorded %2$s, line.sequence %2$s""";

    private static final List<String> FROM_THE_HOLDER = List.of("INVISIBLE_PATIENT");
    private static final List<String> FROM_REPRESENTATIVES = List.of("INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX");

    private final JdbcClient jdbc;

    TraceSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param rows  in the order asked for
     * @param total how many rows the reader may see
     */
    record Page(List<TraceRow> rows, int total) {
    }

    /** @return one page of the history */
    Page page(AccessDecision.Permit permit, TraceQuery query, int offset, int count) {
        Map<String, Object> parameters = parameters(permit);
        parameters.putAll(query.values());
        parameters.put("offset", offset);
        parameters.put("count", count);
        boolean rulesShown = !(permit.request().caller() instanceof Caller.Professional);
        return jdbc.sql(PAGE.formatted(query.sql(), query.direction())).params(parameters).query(found -> {
            List<TraceRow> rows = new ArrayList<>();
            int total = 0;
            while (found.next()) {
                total = found.getInt("total");
                if (found.getString("id") != null) {
                    rows.add(row(found, rulesShown));
                }
            }
            return new Page(rows, total);
        });
    }

    private static Map<String, Object> parameters(AccessDecision.Permit permit) {
        Caller caller = permit.request().caller();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("patient", permit.patientId());
        parameters.put("agent", caller instanceof Caller.Professional professional ? professional.identifier() : "");
        parameters.put("token", hiddenUnless(permit));
        // An array, for a list would become as many parameters.
        parameters.put("labels", (permit.tokens().contains(AclToken.HOLDER) ? FROM_THE_HOLDER : FROM_REPRESENTATIVES).toArray(String[]::new));
        return parameters;
    }

    /** The token that a document must carry for the patient's side to see it; a professional knows his own acts anyway. */
    private static String hiddenUnless(AccessDecision.Permit permit) {
        return permit.tokens().contains(AclToken.HOLDER) ? AclToken.HOLDER.value()
                : permit.tokens().contains(AclToken.REPRESENTATIVE) ? AclToken.REPRESENTATIVE.value() : "";
    }

    static TraceRow row(ResultSet row, boolean rulesShown) throws SQLException {
        return new TraceRow(row.getString("id"), row.getTimestamp("recorded").toInstant(), row.getString("patient_id"), row.getString("caller_kind"),
                row.getString("caller_id"), row.getString("caller_name"), row.getString("profession"), row.getString("structure_id"),
                row.getString("on_behalf_of"), row.getString("access_mode"), row.getString("purpose"), row.getString("justification"),
                row.getString("interaction"), words(row, "entities"), rulesShown ? words(row, "reasons") : List.of(),
                row.getInt("status"), row.getString("request_id"), row.getString("source"));
    }

    private static List<String> words(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
