package fr.carnet.perf.tracecost;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import fr.carnet.perf.host.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.slf4j.LoggerFactory;

/**
 * What the chain adds to an append to the trace: the table as it was (V2) beside the chained one (V3), on one durable PostgreSQL, blocks of appends in
 * turn. {@code mvn -Pperf -DskipTests -Dperf.main=fr.carnet.perf.tracecost.TraceCost verify}
 */
public final class TraceCost {

    private static final Map<String, String> VERSIONS = Map.of("chained", "3", "unchained", "2");
    private static final int THREADS = 4;
    private static final int BLOCKS = 10;

    private static final String COLUMNS = "id, recorded, request_id, patient_id, caller_kind, caller_id, caller_name, profession, access_mode, interaction, resource_type, entities, reasons, status, source";
    private static final String VALUES = "?, now(), 'request', ?, 'professional', '810000000011', 'Anne BERNARD', '10', 'normal', 'search-type', 'DocumentReference', "
            + "(select array_agg('DocumentReference/' || md5(i::text)) from generate_series(1, 20) i), '{S4.3 authorised,S4.4 matrix}', 200, '192.0.2.1'";

    private final Plan plan;
    private final Database database;
    private final PairFigures figures = new PairFigures();

    private TraceCost(Plan plan, Database database) {
        this.plan = plan;
        this.database = database;
    }

    /** @param args see {@link Plan#from}: rounds, warm-up, measured and results are used */
    public static void main(String[] args) throws IOException, SQLException, InterruptedException, ExecutionException {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Plan plan = Plan.from(args);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Database database = new Database()) {
            TraceCost cost = new TraceCost(plan, database);
            for (int round = 1; round <= plan.rounds(); round++) {
                cost.round(round);
            }
            Files.createDirectories(plan.results().toAbsolutePath().getParent());
            Files.writeString(plan.results(), cost.figures.csv());
            out.printf("Java %s, PostgreSQL %s, %s%n%n%s%n", Runtime.version(), database.version(), plan, cost.figures.table("chained", "unchained"));
        }
    }

    private void round(int round) throws SQLException, IOException, InterruptedException, ExecutionException {
        List<String> tables = round % 2 == 1 ? List.of("chained", "unchained") : List.of("unchained", "chained");
        Map<String, String> urls = new HashMap<>();
        for (String table : tables) {
            String url = database.create(table + "_" + round);
            Flyway.configure().dataSource(url, null, null).schemas("carnet").defaultSchema("carnet").target(VERSIONS.get(table)).load().migrate();
            urls.put(table, url);
        }
        for (boolean durable : List.of(true, false)) {
            alone(round, tables, urls, durable);
        }
        for (boolean oneRecord : List.of(false, true)) {
            for (String table : tables) {
                figures.add(round, table, THREADS + " threads, " + (oneRecord ? "one record" : "a record each") + ", appends per second", together(table, urls.get(table), oneRecord));
            }
        }
        for (String table : tables) {
            database.drop(table + "_" + round);
        }
    }

    /** One connection per table, blocks of appends in turn: what else the machine does meets both alike. */
    private void alone(int round, List<String> tables, Map<String, String> urls, boolean durable) throws SQLException, IOException {
        String commit = durable ? "" : ", commit not waited for";
        try (Connection first = connect(urls.get(tables.get(0)), durable); Connection second = connect(urls.get(tables.get(1)), durable);
                PreparedStatement one = first.prepareStatement(insert(tables.get(0))); PreparedStatement other = second.prepareStatement(insert(tables.get(1)))) {
            List<PreparedStatement> inserts = List.of(one, other);
            for (PreparedStatement insert : inserts) {
                append(insert, plan.warmUp());
            }
            List<List<Long>> nanos = List.of(new ArrayList<>(), new ArrayList<>());
            Duration[] cpu = {Duration.ZERO, Duration.ZERO};
            for (int block = 0; block < BLOCKS; block++) {
                for (int table = 0; table < 2; table++) {
                    Duration before = database.cpu();
                    nanos.get(table).addAll(append(inserts.get(table), plan.measured() / BLOCKS));
                    cpu[table] = cpu[table].plus(database.cpu().minus(before));
                }
            }
            for (int table = 0; table < 2; table++) {
                Series series = new Series(nanos.get(table).stream().mapToLong(Long::longValue).toArray());
                figures.add(round, tables.get(table), "append" + commit + ", p50, ms", series.percentile(50));
                figures.add(round, tables.get(table), "append" + commit + ", CPU of PostgreSQL, ms", cpu[table].toNanos() / 1e6 / plan.measured());
            }
        }
    }

    private static List<Long> append(PreparedStatement insert, int appends) throws SQLException {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < appends; i++) {
            long start = System.nanoTime();
            append(insert, "patient-" + i % 100);
            nanos.add(System.nanoTime() - start);
        }
        return nanos;
    }

    private double together(String table, String url, boolean oneRecord) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> running = new ArrayList<>();
        long start = System.nanoTime();
        for (int thread = 0; thread < THREADS; thread++) {
            String patient = "patient-" + (oneRecord ? 0 : thread);
            running.add(threads.submit(() -> {
                try (Connection connection = connect(url, true); PreparedStatement insert = connection.prepareStatement(insert(table))) {
                    for (int i = 0; i < plan.measured(); i++) {
                        append(insert, patient);
                    }
                }
                return null;
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        threads.shutdown();
        return THREADS * plan.measured() / ((System.nanoTime() - start) / 1e9);
    }

    private static Connection connect(String url, boolean durable) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        try (Statement settings = connection.createStatement()) {
            // As the server's own connections have it.
            settings.execute("set plan_cache_mode = force_custom_plan");
            settings.execute("set synchronous_commit = " + (durable ? "on" : "off"));
        }
        return connection;
    }

    private static String insert(String table) {
        boolean chained = "chained".equals(table);
        return "insert into carnet.audit_event (" + COLUMNS + (chained ? ", concerned" : "") + ") values (" + VALUES + (chained ? ", '{}'" : "") + ")";
    }

    private static void append(PreparedStatement insert, String patient) throws SQLException {
        insert.setObject(1, UUID.randomUUID());
        insert.setString(2, patient);
        insert.executeUpdate();
    }
}
