package fr.carnet.server.conformance;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.ReindexParameters;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import fr.carnet.enforcement.compartment.GovernedType;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.enforcement.hapi.InternalRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.SearchParameter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Indexes what was stored under older search parameters, before this node takes traffic: HAPI's own jobs for it are not started. On a new database there is nothing to do. */
@Component
class Reindexing {

    private static final Logger LOG = LoggerFactory.getLogger(Reindexing.class);
    private static final int BATCH = 200;

    private final DaoRegistry daos;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final List<String> indexed;

    Reindexing(DaoRegistry daos, JdbcClient jdbc, PlatformTransactionManager transactions, GovernedTypes types, Catalogue catalogue) {
        this.daos = daos;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.indexed = Stream.concat(types.all().stream().map(GovernedType::type), catalogue.all(SearchParameter.class).stream().flatMap(parameter -> parameter.getBase().stream())
                .map(CodeType::getCode)).distinct().sorted().toList();
    }

    /** Reindexes every resource that is governed or that a search parameter names, of whatever type, batch by batch. */
    void run() {
        long done = run(0);
        if (done > 0) {
            LOG.info("search parameters changed: {} stored resources indexed again", done);
        }
    }

    /**
     * @param after HAPI's number of the last resource that needs nothing
     * @return how many were reindexed
     */
    long run(long after) {
        long last = after;
        long done = 0;
        List<Map<String, Object>> batch;
        do {
            batch = jdbc.sql("""
                            select res_id, res_type from hfj_resource where res_id > :last and res_deleted_at is null
                            and res_type in (:types) order by res_id limit :batch""")
                    .params(Map.of("last", last, "types", indexed, "batch", BATCH)).query().listOfRows();
            List<Map<String, Object>> rows = batch;
            transaction.executeWithoutResult(started -> rows.forEach(this::reindex));
            done += batch.size();
            last = batch.isEmpty() ? last : ((Number) batch.get(batch.size() - 1).get("res_id")).longValue();
        } while (batch.size() == BATCH);
        return done;
    }

    private void reindex(Map<String, Object> row) {
        JpaPid id = JpaPid.fromId(((Number) row.get("res_id")).longValue());
        daos.getResourceDao((String) row.get("res_type")).reindex(id, new ReindexParameters(), new InternalRequest(), new TransactionDetails());
    }
}
