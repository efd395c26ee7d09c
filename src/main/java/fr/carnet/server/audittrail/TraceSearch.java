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

    /** What is hidden from the reader is worked out once, not per line: a record has few such documents and many lines. */
    private static final String HIDDEN = """
            with hidden as (
                select s.document_id, r.res_id
                from carnet.document_submission s
                join hfj_resource r on r.res_type = 'DocumentReference' and r.fhir_id = s.document_id
                where :token <> '' and s.patient_id = :patient
                  -- A deleted document carries no token at all: its labels tell whether it was hidden before.
                  and case when exists (select 1 from hfj_spidx_token t where t.res_id = r.res_id and t.sp_name = 'acl')
                      then not exists (select 1 from hfj_spidx_token t where t.res_id = r.res_id and t.sp_name = 'acl' and t.sp_value = :token)
                      else exists (select 1 from hfj_spidx_token t where t.res_id = r.res_id and t.sp_name = 'security-label' and t.sp_value in (:labels)) end),
            withheld as (
                select coalesce(array_agg(reference), '{}') as entities from (
                    select 'DocumentReference/' || document_id as reference from hidden
                    union all
                    select content.address || '/' || content.content_id from hidden join carnet.document_content content using (document_id)
                    union all
                    select naming.res_type || '/' || naming.fhir_id from hidden
                        join hfj_res_link item on item.target_resource_id = hidden.res_id and item.src_path in ('List.entry.item', 'Provenance.target')
                        join hfj_resource naming on naming.res_id = item.src_resource_id) referred)
            """;

    private static final String VISIBLE = """
            from carnet.audit_event e
            where e.patient_id = :patient
              and (:agent = '' or e.caller_id = :agent and e.status <> 404)
              and not (e.entities && (select entities from withheld))
              and not (e.concerned && (select entities from withheld))
            """;

    /** One row at least, so that a page beyond the end has its total too. */
    private static final String PAGE = HIDDEN + "select total.rows as total, line.* from (select count(*) as rows " + VISIBLE + """
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
        parameters.put("labels", permit.tokens().contains(AclToken.HOLDER) ? FROM_THE_HOLDER : FROM_REPRESENTATIVES);
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
