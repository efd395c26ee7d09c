package fr.carnet.perf.growth;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A table whose rows about records are replicated, row by row in one statement per copy.
 *
 * @param table   schema and name
 * @param join    joins and condition that pick the rows {@code t} of records
 * @param changed SQL of each column that is not simply copied; {@code %1$d} is the number of the copy
 */
record CopiedTable(String table, String join, Map<String, String> changed) {

    private static final String OF_RECORD = "join growth.resource r on r.res_id = t.res_id";
    private static final String SHIFTED = " + %1$d * (select stride from growth.step)";

    private static final String COLUMNS = """
            select column_name from information_schema.columns
            where table_schema || '.' || table_name = ? and is_generated = 'NEVER' and is_identity = 'NO' order by ordinal_position""";

    /** HAPI's tables, in an order that satisfies their foreign keys. */
    static List<CopiedTable> ofHapi() {
        List<CopiedTable> tables = new ArrayList<>();
        tables.add(new CopiedTable("public.hfj_resource", OF_RECORD, Map.of("res_id", id("res_id"), "fhir_id", renewed("fhir_id"))));
        tables.add(new CopiedTable("public.hfj_res_ver", "join growth.text n on n.pid = t.pid",
                Map.of("pid", id("pid"), "res_id", id("res_id"), "res_text_vc", "growth.renewed(t.res_text_vc, n.names, %1$d)")));
        for (String index : List.of("date", "number", "quantity", "quantity_nrml", "string", "uri", "coords")) {
            tables.add(new CopiedTable("public.hfj_spidx_" + index, OF_RECORD, Map.of("sp_id", id("sp_id"), "res_id", id("res_id"))));
        }
        tables.add(new CopiedTable("public.hfj_spidx_token", OF_RECORD + " left join growth.token h on h.sp_id = t.sp_id",
                Map.of("sp_id", id("sp_id"), "res_id", id("res_id"), "sp_value", "coalesce(h.sp_value, t.sp_value)",
                        "hash_value", "coalesce(h.hash_value, t.hash_value)", "hash_sys_and_value", "coalesce(h.hash_sys_and_value, t.hash_sys_and_value)")));
        tables.add(new CopiedTable("public.hfj_res_link",
                "join growth.resource r on r.res_id = t.src_resource_id left join growth.resource o on o.res_id = t.target_resource_id",
                Map.of("pid", id("pid"), "src_resource_id", id("src_resource_id"),
                        "target_resource_id", "t.target_resource_id + case when o.res_id is null then 0 else %1$d * (select stride from growth.step) end")));
        tables.add(new CopiedTable("public.hfj_idx_cmb_tok_nu", OF_RECORD + " join growth.combined h on h.old = t.idx_string",
                Map.of("pid", id("pid"), "res_id", id("res_id"), "idx_string", "h.idx_string", "hash_complete", "h.hash_complete")));
        return tables;
    }

    /** Carnet's tables; the trace's own trigger chains what is appended to it. */
    static List<CopiedTable> ofCarnet() {
        String own = "join growth.record p on p.patient_id = t.patient_id";
        String ofDocument = "join carnet.document_submission s on s.document_id = t.document_id join growth.record p on p.patient_id = s.patient_id";
        return List.of(
                new CopiedTable("carnet.record_policy", own, Map.of("patient_id", renewed("patient_id"), "ins_value", renewed("ins_value"),
                        "policy", renewed("policy::text") + "::jsonb")),
                new CopiedTable("carnet.record_depositor", own, Map.of("patient_id", renewed("patient_id"))),
                new CopiedTable("carnet.document_content", ofDocument, Map.of("content_id", renewed("content_id"), "document_id", renewed("document_id"))),
                new CopiedTable("carnet.document_identifier", ofDocument, Map.of("document_id", renewed("document_id"), "value", renewed("value"))),
                new CopiedTable("carnet.document_submission", own,
                        Map.of("document_id", renewed("document_id"), "patient_id", renewed("patient_id"), "value", renewed("value"))),
                new CopiedTable("carnet.audit_event", own + " order by t.sequence", Map.of("id", renewed("id::text") + "::uuid", "patient_id", renewed("patient_id"),
                        "request_id", renewed("request_id"), "entities", renewed("entities::text") + "::text[]", "concerned", renewed("concerned::text") + "::text[]")));
    }

    /** @return rows added */
    int copy(Connection connection, int copy) throws SQLException {
        List<String> values = new ArrayList<>();
        List<String> columns = columns(connection);
        columns.forEach(column -> values.add(changed.containsKey(column) ? changed.get(column).formatted(copy) : "t." + column));
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate("insert into %s (%s) select %s from %s t %s"
                    .formatted(table, String.join(", ", columns), String.join(", ", values), table, join));
        }
    }

    private List<String> columns(Connection connection) throws SQLException {
        try (PreparedStatement asked = connection.prepareStatement(COLUMNS)) {
            asked.setString(1, table);
            List<String> columns = new ArrayList<>();
            try (ResultSet rows = asked.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
            return columns;
        }
    }

    private static String id(String column) {
        return "t." + column + SHIFTED;
    }

    private static String renewed(String column) {
        return "growth.renewed(t." + column + ", %1$d)";
    }
}
