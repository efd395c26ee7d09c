package fr.carnet.server.conformance;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.model.util.JpaConstants;
import fr.carnet.enforcement.hapi.InternalRequest;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.SearchParameter;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The search parameters in HAPI's database. What is stored already, word for word, is not written again: it is read and compared, in one statement, so
 * that nothing is believed of an earlier start. What differs is written in one transaction, with the note that everything is to be indexed again.
 */
@Component
class StoredSearchParameters {

    private final FhirContext fhir;
    private final DaoRegistry daos;
    private final EntityManager session;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    StoredSearchParameters(FhirContext fhir, DaoRegistry daos, EntityManager session, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.fhir = fhir;
        this.daos = daos;
        this.session = session;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @param parameters all of them, those that combine others last */
    void store(List<SearchParameter> parameters) {
        Map<String, SearchParameter> stored = stored();
        List<SearchParameter> different = parameters.stream().filter(parameter -> !same(parameter, stored.get(parameter.getIdElement().getIdPart()))).toList();
        if (!different.isEmpty()) {
            transaction.executeWithoutResult(started -> write(different));
        }
    }

    /** @return whether resources are still to be indexed by parameters that were stored, now or by a node that ended before it had done so */
    boolean indexingDue() {
        return jdbc.sql("select exists (select from carnet.indexing_due)").query(Boolean.class).single();
    }

    /** Everything is indexed. */
    void indexed() {
        jdbc.sql("delete from carnet.indexing_due").update();
    }

    private void write(List<SearchParameter> parameters) {
        InternalRequest request = new InternalRequest();
        // HAPI would read all of them again after each one, and start a job for each that indexes everything: both are done once, by who asks.
        request.getUserData().put(JpaConstants.SKIP_REINDEX_ON_UPDATE, true);
        // Of one parameter, HAPI asks for nothing that it wrote of another: all go to the database together.
        session.setFlushMode(FlushModeType.COMMIT);
        IFhirResourceDao<SearchParameter> dao = daos.getResourceDao(SearchParameter.class);
        boolean changed = false;
        for (SearchParameter parameter : parameters) {
            changed |= !dao.update(parameter.copy(), request).isNop();
        }
        if (changed) {
            jdbc.sql("insert into carnet.indexing_due default values").update();
        }
    }

    /** A body that HAPI keeps elsewhere than in the row counts as different: HAPI then compares it itself. */
    private Map<String, SearchParameter> stored() {
        return jdbc.sql("""
                        select r.fhir_id, v.res_text_vc from hfj_resource r join hfj_res_ver v on v.res_id = r.res_id and v.res_ver = r.res_ver
                        where r.res_type = 'SearchParameter' and r.res_deleted_at is null and v.res_text_vc is not null""")
                .query((row, number) -> Map.entry(row.getString(1), fhir.newJsonParser().parseResource(SearchParameter.class, row.getString(2)))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean same(SearchParameter parameter, @Nullable SearchParameter stored) {
        return stored != null && bare(parameter).equalsDeep(bare(stored));
    }

    private static SearchParameter bare(SearchParameter parameter) {
        SearchParameter bare = parameter.copy();
        bare.setIdElement(null);
        bare.setMeta(null);
        return bare;
    }
}
