package fr.carnet.perf;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Carnet in production mode beside plain HAPI of the same version: same JDK, flags, PostgreSQL, documents, client. One server at a time; the
 * order changes from round to round. What it prints is in {@code src/docs/performance.md}.
 */
public final class FirstFigures {

    private final Plan plan;
    private final Database database;
    private final Figures figures = new Figures();
    private final PrintStream out;

    private FirstFigures(Plan plan, Database database, PrintStream out) {
        this.plan = plan;
        this.database = database;
        this.out = out;
    }

    /** @param args see {@link Plan#from} */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException, JOSEException {
        // The embedded PostgreSQL tells every line of its server's log.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Plan plan = Plan.from(args);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Samples samples = new Samples();
        Contender carnet = new Carnet(new Issuers(), samples, plan.settings());
        Contender plain = new Plain(samples);
        try (Database database = new Database()) {
            FirstFigures run = new FirstFigures(plan, database, out);
            out.printf("Java %s, PostgreSQL %s, %d processors, flags %s, %s%n", Runtime.version(), database.version(),
                    Runtime.getRuntime().availableProcessors(), ServerProcess.FLAGS, plan);
            for (int round = 1; round <= plan.rounds(); round++) {
                for (Contender contender : round % 2 == 1 ? List.of(carnet, plain) : List.of(plain, carnet)) {
                    run.measure(round, contender);
                }
            }
            Files.createDirectories(plan.results().toAbsolutePath().getParent());
            Files.writeString(plan.results(), run.figures.csv());
            out.println();
            out.println(run.figures.table(carnet.name(), plain.name()));
            out.println("Raw values: " + plan.results());
        }
    }

    private void measure(int round, Contender contender) throws IOException, InterruptedException, SQLException {
        String name = contender.name() + "_" + round;
        int port = freePort();
        Calls calls = new Calls("http://127.0.0.1:" + port + "/fhir");
        Trial.Sink sink = (measure, value) -> figures.add(round, contender.name(), measure, value);
        out.printf("round %d: %s, load average %s%n", round, contender.name(), Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        String url = database.create(name);
        database.settle(name);
        try (ServerProcess server = new ServerProcess(contender.command(port, url), calls, plan.logs().resolve(name + ".log"))) {
            Trial trial = new Trial(plan, contender, calls, server, database, sink);
            sink.add("start to ready, s", server.startedIn().toMillis() / 1000.0);
            sink.add("start to ready, CPU of the server, s", server.cpu().toMillis() / 1000.0);
            trial.memory("after start");
            database.awaitQuiet(name);
            List<String> patients = trial.load();
            trial.memory("after load");
            database.settle(name);
            trial.search("search", patients, Map.of());
            trial.search("search, gzip", patients, Map.of("Accept-Encoding", "gzip"));
            // Plain HAPI answers a search that it answered within the last minute from its cache; this header makes every search a first one.
            trial.search("first search", patients, Map.of("Cache-Control", "no-cache"));
            trial.search("first search, gzip", patients, Map.of("Cache-Control", "no-cache", "Accept-Encoding", "gzip"));
            trial.memory("at the end");
        }
        database.drop(name);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
