package fr.carnet.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.dao.ReindexParameters;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import fr.carnet.enforcement.hapi.InternalRequest;
import fr.carnet.server.support.SearchShelf;
import fr.carnet.server.support.TestServer;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Organization;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Index rows that Carnet writes of new resources are those that HAPI would write. */
class NewResourceIndexTest {

    private static final Map<String, String> TABLES = Map.of("hfj_spidx_token", "res_id", "hfj_spidx_string", "res_id", "hfj_spidx_date", "res_id",
            "hfj_res_link", "src_resource_id", "hfj_idx_cmb_tok_nu", "res_id");

    private final TestServer server = TestServer.instance();
    private final JdbcClient database = server.database();
    private final DaoRegistry daos = server.bean(DaoRegistry.class);
    private final TransactionTemplate transaction = new TransactionTemplate(server.bean(PlatformTransactionManager.class));
    private final EntityManager entities = server.bean(EntityManager.class);

    @Test
    @DisplayName("Every column of every row is as HAPI writes it for the same resource, whatever its type")
    void sameRows() {
        long before = last();
        new SearchShelf(server);
        Map<String, List<String>> written = rows(before);
        assertThat(written.values()).allSatisfy(rows -> assertThat(rows).isNotEmpty());
        TABLES.forEach((table, resource) -> database.sql("delete from " + table + " where " + resource + " > ?").params(before).update());

        database.sql("select res_id, res_type from hfj_resource where res_id > ?").params(before).query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).list()
                .forEach(stored -> transaction.executeWithoutResult(started -> daos.getResourceDao(stored.getValue())
                        .reindex(JpaPid.fromId(stored.getKey()), new ReindexParameters(), new InternalRequest(), new TransactionDetails())));

        rows(before).forEach((table, rows) -> assertThat(written.get(table)).as(table).isEqualTo(rows));
    }

    @Test
    @DisplayName("A resource that changes in the transaction that stores it has the rows of its last version, written before or not; queries in between find the first")
    void changedAtOnce() {
        assertThat(namesAfter(stored -> { })).containsExactly("SECOND");
        assertThat(namesAfter(stored -> entities.flush())).containsExactly("SECOND");
        assertThat(namesAfter(stored -> assertThat(entities
                .createQuery("select s.myValueNormalized from ResourceIndexedSearchParamString s where s.myResourceId = ?1 and s.myParamName = 'name'", String.class)
                .setParameter(1, stored).getResultList()).isEqualTo(List.of("FIRST")))).containsExactly("SECOND");
    }

    @Test
    @DisplayName("What is not committed leaves no row, and nothing for the next transaction")
    void rolledBack() {
        long before = last();
        transaction.executeWithoutResult(started -> {
            organizations().create(new Organization().setName("first"), new InternalRequest());
            started.setRollbackOnly();
        });
        transaction.executeWithoutResult(started -> entities.flush());
        assertThat(rows(before).values()).allSatisfy(rows -> assertThat(rows).isEmpty());
    }

    private List<String> namesAfter(Consumer<Long> between) {
        long before = last();
        transaction.executeWithoutResult(started -> {
            Organization organization = new Organization().setName("first");
            JpaPid stored = (JpaPid) organizations().create(organization, new InternalRequest()).getPersistentId();
            between.accept(stored.getId());
            organization.setName("second").setId(organization.getIdElement().toUnqualifiedVersionless());
            organizations().update(organization, new InternalRequest());
        });
        return database.sql("select sp_value_normalized from hfj_spidx_string where res_id > ? and sp_name = 'name'").params(before).query(String.class).list();
    }

    private IFhirResourceDao<Organization> organizations() {
        return daos.getResourceDao(Organization.class);
    }

    private long last() {
        return database.sql("select max(res_id) from hfj_resource").query(Long.class).single();
    }

    /** Rows without their own numbers and the time of indexing; dates to the second, as stored bodies have them. */
    private Map<String, List<String>> rows(long after) {
        Map<String, List<String>> rows = new TreeMap<>();
        TABLES.forEach((table, resource) -> rows.put(table, database.sql("""
                select regexp_replace((to_jsonb(i) - 'sp_id' - 'pid' - 'sp_updated')::text, '(:\\d\\d)\\.\\d+"', '\\1"', 'g') || (%s) from %s i where %s > ? order by 1"""
                .formatted("hfj_res_link".equals(table) ? "sp_updated is null" : "coalesce(cast(to_jsonb(i) ->> 'sp_updated' as text), '')", table, resource))
                .params(after).query(String.class).list()));
        return rows;
    }
}
