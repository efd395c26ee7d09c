package fr.carnet.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The statement that HAPI writes for a search under a decision, and what the database is asked instead. That HAPI still writes it so, StatementCountTest proves. */
class ShownFirstTest {

    private final ShownFirst inspector = new ShownFirst();

    @Test
    @DisplayName("A page: the join goes, the condition stays where its parameters are")
    void page() {
        assertThat(inspector.inspect("SELECT t1.RES_ID FROM HFJ_RESOURCE t1 INNER JOIN HFJ_IDX_CMB_TOK_NU t0 ON (t1.RES_ID = t0.RES_ID) INNER JOIN HFJ_SPIDX_TOKEN t2 ON (t1.RES_ID = t2.RES_ID)"
                + " LEFT OUTER JOIN HFJ_SPIDX_DATE t4 ON ((t1.RES_ID = t4.RES_ID) AND (t4.HASH_IDENTITY = ?)) WHERE ((t0.HASH_COMPLETE IN (?,?,?) ) AND (t2.HASH_VALUE = ?)) GROUP BY t1.RES_ID"))
                .isEqualTo("SELECT t1.RES_ID FROM HFJ_RESOURCE t1 INNER JOIN HFJ_SPIDX_TOKEN t2 ON (t1.RES_ID = t2.RES_ID)"
                + " LEFT OUTER JOIN HFJ_SPIDX_DATE t4 ON ((t1.RES_ID = t4.RES_ID) AND (t4.HASH_IDENTITY = ?))"
                + " WHERE ((t1.RES_ID = ANY (ARRAY(SELECT RES_ID FROM HFJ_IDX_CMB_TOK_NU WHERE HASH_COMPLETE IN (?,?,?)))) AND (t2.HASH_VALUE = ?)) GROUP BY t1.RES_ID");
    }

    @Test
    @DisplayName("Whatever looks otherwise stays as it is: another condition, a use of the index elsewhere, the index first, writes")
    void others() {
        for (String sql : new String[] {
            "SELECT t1.RES_ID FROM HFJ_RESOURCE t1 INNER JOIN HFJ_IDX_CMB_TOK_NU t0 ON (t1.RES_ID = t0.RES_ID) WHERE (t0.HASH_COMPLETE = ?)",
            "SELECT t1.RES_ID FROM HFJ_RESOURCE t1 INNER JOIN HFJ_IDX_CMB_TOK_NU t0 ON (t1.RES_ID = t0.RES_ID) WHERE ((t0.HASH_COMPLETE IN (?,?) ) AND (t0.PARTITION_ID = ?))",
            "SELECT t1.RES_ID FROM HFJ_RESOURCE t1 INNER JOIN HFJ_IDX_CMB_TOK_NU t0 ON (t1.RES_ID = t0.RES_ID) WHERE (t0.HASH_COMPLETE IN (SELECT 1) )",
            "SELECT t0.RES_ID FROM HFJ_IDX_CMB_TOK_NU t0 INNER JOIN HFJ_RESOURCE t1 ON (t0.RES_ID = t1.RES_ID) WHERE (t0.HASH_COMPLETE IN (?,?) ) GROUP BY t0.RES_ID",
            "insert into HFJ_IDX_CMB_TOK_NU (RES_ID,HASH_COMPLETE) values (?,?)",
            "select 1"}) {
            assertThat(inspector.inspect(sql)).isEqualTo(sql);
        }
    }
}
