package fr.carnet.server.support;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much the server has stored, table by table; the trace is left out, for refusals are traced too. */
public final class Rows {

    private static final List<String> TABLES = List.of("hfj_resource", "hfj_res_ver", "hfj_res_link", "hfj_spidx_token", "carnet.record_policy",
            "carnet.record_depositor", "carnet.document_submission", "carnet.document_content", "carnet.document_identifier",
            "carnet.app_entry", "carnet.app_editor");

    private Rows() {
    }

    /** @return table to number of rows */
    public static Map<String, Long> counted() {
        JdbcClient database = TestServer.instance().database();
        Map<String, Long> rows = new LinkedHashMap<>();
        TABLES.forEach(table -> rows.put(table, database.sql("select count(*) from " + table).query(Long.class).single()));
        return rows;
    }

    /** @return rows of the trace so far */
    public static long traces() {
        return TestServer.instance().database().sql("select count(*) from carnet.audit_event").query(Long.class).single();
    }
}
