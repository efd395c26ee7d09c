package fr.carnet.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.TestServer;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** HAPI's migrator and what Carnet drops of its schema get along. */
class TrimmedSchemaTest {

    private static final List<String> DROPPED = List.of("idx_sp_token_hash_v2", "idx_sp_token_hash_s_v2", "idx_sp_date_hash_v2", "idx_idxcmbtoknu_str", "idx_rl_srcpath_tgturl");
    private static final String INDEXES = "select indexname from pg_indexes where schemaname = 'public' order by 1";
    private static final String KEYS = "select conname from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1";

    private final TestServer server = TestServer.instance();
    private final JdbcClient database = server.database();

    @Test
    @DisplayName("A second start finds HAPI's migrator with nothing to do: what was dropped is not made again")
    void staysDropped() throws SQLException {
        List<String> indexes = database.sql(INDEXES).query(String.class).list();
        List<String> keys = database.sql(KEYS).query(String.class).list();
        assertThat(indexes).doesNotContainAnyElementsOf(DROPPED).contains("idx_sp_token_resid_v2", "idx_sp_token_hash_sv_v2", "idx_sp_date_resid_v2", "idx_sp_string_hash_nrm_v2");
        assertThat(keys).doesNotContain("fk_sp_token_res", "fk_reslink_source").contains("fk_resource_history_resource");
        new HapiSchema(server.bean(DataSource.class));
        assertThat(database.sql(INDEXES).query(String.class).list()).isEqualTo(indexes);
        assertThat(database.sql(KEYS).query(String.class).list()).isEqualTo(keys);
    }

    @Test
    @DisplayName("An index that a release of HAPI makes again goes at the next start")
    void dropsAgain() throws SQLException {
        database.sql("create index idx_sp_token_hash_s_v2 on hfj_spidx_token (hash_sys, res_id, partition_id)").update();
        new HapiSchema(server.bean(DataSource.class));
        assertThat(database.sql(INDEXES).query(String.class).list()).doesNotContain("idx_sp_token_hash_s_v2");
    }
}
