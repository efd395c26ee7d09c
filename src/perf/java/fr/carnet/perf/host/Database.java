package fr.carnet.perf.host;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One embedded PostgreSQL with its durability on (the library's default is off); a database per server. It counts the statements of each. */
public final class Database implements AutoCloseable {

    private static final String USER = "postgres";
    private static final long PAUSE_S = 3;
    private static final int MOST_PAUSES = 60;
    private static final long QUIET_COMMITS = 30;

    private final EmbeddedPostgres postgres;
    private final ProcessHandle postmaster;

    /** Starts it. */
    public Database() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                // What clients send, not what functions and triggers do; BEGIN, COMMIT and SET are left out.
                .setServerConfig("pg_stat_statements.track", "top").setServerConfig("pg_stat_statements.track_utility", "off")
                .setServerConfig("pg_stat_statements.max", "20000").start();
        if (!"on on on".equals(ask("select concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'))"))) {
            throw new IllegalStateException("PostgreSQL is not durable: nothing measured on it would count");
        }
        run("create extension pg_stat_statements");
        postmaster = ProcessHandle.of(Long.parseLong(ask("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"))).orElseThrow();
    }

    /** @return PostgreSQL's version */
    public String version() throws SQLException {
        return ask("select current_setting('server_version')");
    }

    /** @return JDBC URL of a new, empty database */
    public String create(String name) throws SQLException {
        run("create database " + name);
        return url(name);
    }

    /** @return JDBC URL of a new database with the contents of another one, to which nobody is connected */
    public String copy(String name, String original) throws SQLException {
        run("create database " + name + " template " + original);
        return url(name);
    }

    /** @return JDBC URL of a database */
    public String url(String name) {
        return postgres.getJdbcUrl(USER, name);
    }

    /** Waits until a server has done what it does in the background after its first start: plain HAPI writes thousands of index identities. */
    public void awaitQuiet(String name) throws SQLException {
        String commits = "select xact_commit from pg_stat_database where datname = '" + name + "'";
        long last = Long.parseLong(ask(commits));
        for (int pause = 0; pause < MOST_PAUSES; pause++) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(PAUSE_S));
            long now = Long.parseLong(ask(commits));
            if (now - last < QUIET_COMMITS) {
                return;
            }
            last = now;
        }
        throw new IllegalStateException("the server does not come to rest on database " + name);
    }

    /** Leaves no work behind that would disturb what is measured next. */
    public void settle(String name) throws SQLException {
        try (Connection connection = postgres.getDatabase(USER, name).getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }

    /** Removes a database. */
    public void drop(String name) throws SQLException {
        run("drop database " + name + " with (force)");
    }

    /** @return CPU time that PostgreSQL's processes have used, those included that have ended */
    public Duration cpu() throws IOException {
        Duration all = ProcStat.of(postmaster.pid()).withEndedChildren();
        for (ProcessHandle child : (Iterable<ProcessHandle>) postmaster.children()::iterator) {
            if (child.isAlive()) {
                all = all.plus(ProcStat.of(child.pid()).own());
            }
        }
        return all;
    }

    /** @return SQL statements that clients of a database have run so far, transaction control left out */
    public long statements(String name) throws SQLException {
        return Long.parseLong(ask("select coalesce(sum(calls), 0) from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname = '" + name + "'"));
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    /** Runs one statement on the database {@code postgres}. */
    public void run(String sql) throws SQLException {
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
