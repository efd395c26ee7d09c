package fr.carnet.server.storage;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.function.Predicate;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a database that is away (SQLSTATE classes 08, 53 and 57P) from a defect of ours. */
@Component
public class DatabaseAway implements Predicate<Throwable> {
    @Override
    public boolean test(Throwable thrown) {
        return thrown instanceof SQLTransientConnectionException
                || thrown instanceof CannotGetJdbcConnectionException
                || thrown instanceof CannotCreateTransactionException
                || thrown instanceof SQLException sql && sql.getSQLState() != null && sql.getSQLState().matches("(08|53).{3}|57P0[1-3]");
    }
}
