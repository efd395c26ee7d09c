package fr.carnet.server.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * HAPI's schema without what each stored resource pays for and nothing of Carnet's reads (src/docs/adr/0022-index-rows-in-one-statement.md). HAPI's migrator does each of its
 * tasks once, so what is dropped stays dropped until a release of HAPI makes it again; then the next start drops it again.
 */
final class TrimmedSchema {

    /**
     * Every search begins with one record's resources and finds their index rows by the resource; what has no record, the catalogue, is found by its tokens' values and the
     * beginnings of its strings, whose indexes stay.
     */
    private static final List<String> INDEXES = List.of(
            // Tokens of a parameter in the order of their values, and of a system.
            "idx_sp_token_hash_v2", "idx_sp_token_hash_s_v2",
            // Dates of all resources.
            "idx_sp_date_hash_v2", "idx_sp_date_hash_high_v2", "idx_sp_date_ord_hash_v2", "idx_sp_date_ord_hash_high_v2",
            // Strings of a parameter, and whole ones.
            "idx_sp_string_hash_ident_v2", "idx_sp_string_hash_exct_v2",
            // Links by URL, combinations by their text; versions of the whole server by date, and by source.
            "idx_rl_srcpath_tgturl", "idx_idxcmbtoknu_str", "idx_resver_date", "idx_resver_id_src_uri");

    /** Asked of PostgreSQL for each row. The resource is stored in the same transaction, and none is ever deleted from its table. */
    private static final Map<String, String> FOREIGN_KEYS = Map.of(
            "fk_sp_token_res", "hfj_spidx_token", "fk_spidxstr_resource", "hfj_spidx_string", "fk_sp_date_res", "hfj_spidx_date",
            "fk_reslink_source", "hfj_res_link", "fk_idxcmbtoknu_res_id", "hfj_idx_cmb_tok_nu");

    /** Hibernate takes the first value of a sequence with all up to its second one; whoever takes one in between would have its number twice. */
    private static final String FIRST_NUMBERS = """
            select nextval(format('%I.%I', schemaname, sequencename)) from pg_sequences where schemaname = 'public' and last_value is null
            and sequencename in ('seq_spidx_token', 'seq_spidx_string', 'seq_spidx_date', 'seq_reslink_id', 'seq_idxcmbtoknu_id')""";

    private TrimmedSchema() {
    }

    /** @param statement of a connection that commits each statement */
    static void trim(Statement statement) throws SQLException {
        statement.execute(FIRST_NUMBERS);
        for (String index : present(statement, "select indexname from pg_indexes where schemaname = 'public' and indexname in (%s)", INDEXES)) {
            statement.execute("drop index concurrently public." + index);
        }
        for (String key : present(statement, "select conname from pg_constraint where connamespace = 'public'::regnamespace and contype = 'f' and conname in (%s)", FOREIGN_KEYS.keySet())) {
            statement.execute("alter table public." + FOREIGN_KEYS.get(key) + " drop constraint " + key);
        }
    }

    private static List<String> present(Statement statement, String sql, Iterable<String> names) throws SQLException {
        List<String> quoted = new ArrayList<>();
        names.forEach(name -> quoted.add("'" + name + "'"));
        List<String> present = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql.formatted(quoted.stream().collect(Collectors.joining(", "))))) {
            while (rows.next()) {
                present.add(rows.getString(1));
            }
        }
        return present;
    }
}
