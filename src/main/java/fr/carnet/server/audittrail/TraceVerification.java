package fr.carnet.server.audittrail;

import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the trace in the order of its chains and checks each link. One snapshot of the database, so that appends going on meanwhile are wholly in
 * it or not at all; rows come in portions, so that memory does not grow with the trace.
 */
@Component
class TraceVerification {

    private static final int PORTION = 500;

    private static final String ROWS = """
            select e.chain, e.chain_position, e.id, e.hash, carnet.audit_content(e) as content, head.length, head.last_hash
            from carnet.audit_event e left join carnet.audit_chain head on head.chain = e.chain
            where (cast(:chain as text) is null or e.chain = :chain)
            order by e.chain, e.chain_position""";

    /** Heads that have lost every row, and records that have lost both: opening a record leaves its first row. */
    private static final String WITHOUT_ROWS = """
            select coalesce(head.chain, record.patient_id) as chain, head.length
            from carnet.audit_chain head full join carnet.record_policy record on record.patient_id = head.chain
            where (cast(:chain as text) is null or coalesce(head.chain, record.patient_id) = :chain)
              and not exists (select 1 from carnet.audit_event e where e.chain = coalesce(head.chain, record.patient_id))
            order by 1""";

    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;

    TraceVerification(DataSource dataSource) {
        JdbcTemplate inPortions = new JdbcTemplate(dataSource);
        inPortions.setFetchSize(PORTION);
        this.jdbc = JdbcClient.create(inPortions);
        // HAPI's transactions know one isolation level only.
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /**
     * @param patientId the record, null for the whole trace
     * @return how the chains stand; no chain when there is no such record
     */
    ChainWalk.Report verify(@Nullable String patientId) {
        ChainWalk walk = new ChainWalk();
        snapshot.executeWithoutResult(started -> {
            jdbc.sql(ROWS).param("chain", patientId).query(row -> {
                walk.row(link(row));
            });
            walk.end();
            jdbc.sql(WITHOUT_ROWS).param("chain", patientId).query(row -> {
                walk.withoutRows(row.getString("chain"), row.getObject("length", Long.class));
            });
        });
        return walk.report();
    }

    private static ChainLink link(ResultSet row) throws SQLException {
        return new ChainLink(row.getString("chain"), row.getLong("chain_position"), row.getString("id"), row.getBytes("hash"), row.getBytes("content"),
                row.getObject("length", Long.class), row.getBytes("last_hash"));
    }
}
