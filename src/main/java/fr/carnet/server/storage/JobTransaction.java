package fr.carnet.server.storage;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The steps of a job: each in a transaction of its own, on one node at a time. A job stopped anywhere starts again where it was. */
@Component
public class JobTransaction {

    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    JobTransaction(PlatformTransactionManager transactions, JdbcClient jdbc) {
        this.transaction = new TransactionTemplate(transactions);
        this.jdbc = jdbc;
    }

    /**
     * @param job  name of the job, the same on every node
     * @param step one step, all or nothing
     * @return false when another node is at it: nothing was done
     */
    public boolean execute(String job, Runnable step) {
        return Boolean.TRUE.equals(transaction.execute(started -> {
            boolean turn = jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(?, 0))").param("carnet." + job).query(Boolean.class).single();
            if (turn) {
                step.run();
            }
            return turn;
        }));
    }
}
