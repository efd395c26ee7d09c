package fr.carnet.perf;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;

/** One embedded PostgreSQL with its durability on (the library's default is off), a fresh database per server and round. */
final class Database implements AutoCloseable {

    private static final String USER = "postgres";
    private static final long PAUSE_MS = 3_000;
    private static final int MOST_PAUSES = 60;
    private static final long QUIET_COMMITS = 30;

    private final EmbeddedPostgres postgres;
    private final ProcessHandle postmaster;

    Database() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on").start();
        if (!"on on on".equals(ask("select concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'))"))) {
            throw new IllegalStateException("PostgreSQL is not durable: nothing measured on it would count");
        }
        postmaster = ProcessHandle.of(Long.parseLong(ask("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"))).orElseThrow();
    }

    /** @return PostgreSQL's version */
    String version() throws SQLException {
        return ask("select current_setting('server_version')");
    }

    /** @return JDBC URL of a new, empty database */
    String create(String name) throws SQLException {
        run("create database " + name);
        return postgres.getJdbcUrl(USER, name);
    }

    /** Waits until a server has done what it does in the background after its first start: plain HAPI writes thousands of index identities. */
    void awaitQuiet(String name) throws SQLException, InterruptedException {
        String commits = "select xact_commit from pg_stat_database where datname = '" + name + "'";
        long last = Long.parseLong(ask(commits));
        for (int pause = 0; pause < MOST_PAUSES; pause++) {
            Thread.sleep(PAUSE_MS);
            long now = Long.parseLong(ask(commits));
            if (now - last < QUIET_COMMITS) {
                return;
            }
            last = now;
        }
        throw new IllegalStateException("the server does not come to rest on database " + name);
    }

    /** Leaves no work behind that would disturb what is measured next. */
    void settle(String name) throws SQLException {
        try (Connection connection = postgres.getDatabase(USER, name).getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }

    /** Removes a database. */
    void drop(String name) throws SQLException {
        run("drop database " + name + " with (force)");
    }

    /** @return CPU time that PostgreSQL's living processes have used */
    Duration cpu() {
        return Stream.concat(Stream.of(postmaster), postmaster.children())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO)).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
