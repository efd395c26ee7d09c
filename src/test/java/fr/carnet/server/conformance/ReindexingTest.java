package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.compartment.GovernedType;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.SearchShelf;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A search parameter that is new or changed finds what was stored before it, whatever its type. */
class ReindexingTest {

    /** Governed, and not stored as resources of HAPI: contents and the trace have tables of their own. */
    private static final Set<String> STORED_ELSEWHERE = Set.of("AuditEvent", "Binary", "Bundle");

    @Test
    @DisplayName("Reindexing fills the index of every governed type again, not of a few of them")
    void everyType() {
        TestServer server = TestServer.instance();
        JdbcClient database = server.database();
        long before = database.sql("select max(res_id) from hfj_resource").query(Long.class).single();
        SearchShelf shelf = new SearchShelf(server);
        List<String> whole = index(database, before);
        List<String> governed = GovernedTypes.load().all().stream().map(GovernedType::type).filter(type -> !STORED_ELSEWHERE.contains(type)).toList();
        assertThat(whole).extracting(row -> row.split(" ")[0]).containsAll(governed);
        for (String table : List.of("hfj_spidx_token", "hfj_spidx_date", "hfj_spidx_string", "hfj_idx_cmb_tok_nu")) {
            assertThat(database.sql("delete from " + table + " where res_id > ?").params(before).update()).isPositive();
        }
        assertThat(Call.get(shelf.holder(), "/Observation?patient=" + shelf.record().id()).send().ids()).as("nothing is found without its index").isEmpty();

        long done = server.bean(Reindexing.class).run(before);

        assertThat(done).isEqualTo(database.sql("select count(*) from hfj_resource where res_id > ?").params(before).query(Long.class).single());
        assertThat(index(database, before)).isEqualTo(whole);
        assertThat(Call.get(shelf.holder(), "/Observation?patient=" + shelf.record().id() + "&device=Device/" + shelf.id("Device", "this")).send().ids())
                .containsExactly(shelf.id("Observation", "this"));
    }

    private static List<String> index(JdbcClient database, long after) {
        return database.sql("""
                select r.res_type || ' ' || r.fhir_id || ' ' || i.sp_name || ' ' || coalesce(i.value, '') from hfj_resource r join (
                    select res_id, sp_name, sp_value as value from hfj_spidx_token
                    union all select res_id, sp_name, sp_value_exact from hfj_spidx_string
                    union all select res_id, sp_name, date_trunc('second', sp_value_low)::text from hfj_spidx_date
                    union all select res_id, 'combined', idx_string from hfj_idx_cmb_tok_nu) i using (res_id)
                where r.res_id > ? order by 1""").params(after).query(String.class).list();
    }
}
