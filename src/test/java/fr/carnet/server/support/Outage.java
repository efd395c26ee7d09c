package fr.carnet.server.support;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A server's database away for a while: no connection is left, none is let in, and the server waits less long for one than operators let it. */
public final class Outage implements AutoCloseable {

    private static final long WAITS_MS = 250;

    private final HikariDataSource pool;
    private final long waited;

    private Outage(HikariDataSource pool) {
        this.pool = pool;
        this.waited = pool.getConnectionTimeout();
    }

    /** @return the outage, which ends when it is closed */
    public static Outage of(TestServer server) {
        try {
            Outage outage = new Outage(server.bean(DataSource.class).unwrap(HikariDataSource.class));
            outage.pool.setConnectionTimeout(WAITS_MS);
            outage.run("alter database postgres allow_connections false", "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'");
            return outage;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            run("alter database postgres allow_connections true");
            pool.setConnectionTimeout(waited);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String... statements) throws SQLException {
        String beside = pool.getJdbcUrl().replaceFirst("/postgres\\?", "/template1?");
        try (Connection connection = DriverManager.getConnection(beside, pool.getUsername(), pool.getPassword()); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
