package fr.carnet.perf;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.nimbusds.jose.JOSEException;
import fr.carnet.perf.contender.Carnet;
import fr.carnet.perf.contender.Contender;
import fr.carnet.perf.contender.Issuers;
import fr.carnet.perf.contender.Named;
import fr.carnet.perf.data.Loader;
import fr.carnet.perf.data.Population;
import fr.carnet.perf.data.Requests;
import fr.carnet.perf.data.Samples;
import fr.carnet.perf.driver.Target;
import fr.carnet.perf.growth.Footprint;
import fr.carnet.perf.growth.Footprint.Work;
import fr.carnet.perf.growth.Replicas;
import fr.carnet.perf.growth.Replication;
import fr.carnet.perf.host.Database;
import fr.carnet.perf.host.Machine;
import fr.carnet.perf.host.ServerProcess;
import fr.carnet.perf.report.Figures;
import fr.carnet.perf.report.Tables;
import fr.carnet.perf.workload.Scene;
import fr.carnet.perf.workload.Workload;
import fr.carnet.perf.workload.Workloads;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.slf4j.LoggerFactory;

/**
 * The same Carnet on a small database and on one so many times as large, in turn: what grows with the database is not what a record holds.
 * {@code mvn -Pperf -DskipTests -Dperf.main=fr.carnet.perf.Growth -Dperf.arguments='copies=9 history=100' verify}
 */
public final class Growth {

    private static final String SMALL = "small";
    private static final String GROWN = "grown";
    private static final int COUNTED = 50;

    private final Options options;
    private final int copies;
    private final Database database;
    private final Samples samples;
    private final Contender carnet;
    private final PrintStream out;
    private final Figures figures = new Figures();
    private final StringBuilder statements = new StringBuilder("database,workload,statement,calls,blocks,rows\n");

    private Growth(Options options, int copies, Database database, PrintStream out) throws IOException, JOSEException {
        this.options = options;
        this.copies = copies;
        this.database = database;
        this.samples = new Samples(options.sizes());
        this.carnet = new Carnet(new Issuers(), options.flags(), options.settings());
        this.out = out;
    }

    /** @param args {@code copies=}, how many replicas of each record, and those of {@link Options} */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException, JOSEException, ExecutionException {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        int copies = Arrays.stream(args).filter(arg -> arg.startsWith("copies=")).map(arg -> Integer.valueOf(arg.substring("copies=".length()))).findFirst().orElse(9);
        Options options = Options.from(Arrays.stream(args).filter(arg -> !arg.startsWith("copies=")).toArray(String[]::new));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Database database = new Database()) {
            new Growth(options, copies, database, out).run();
        }
    }

    private void run() throws IOException, InterruptedException, SQLException, ExecutionException {
        Population small = fill();
        new Replication(database.copy(GROWN, SMALL)).run(copies);
        database.settle(SMALL);
        database.settle(GROWN);
        Replicas replicas = new Replicas(small, copies);
        out.printf("%d documents and %d, load average %.1f%n", small.documents().size(), small.documents().size() * (copies + 1), Machine.loadAverage());
        for (int round = 1; round <= options.rounds(); round++) {
            List<RunningServer> servers = new ArrayList<>();
            try {
                servers.add(start(SMALL, small, round));
                servers.add(start(GROWN, replicas.all(), round));
                if (round == 1) {
                    out.printf("%d answers about replicas are those about their originals%n", replicas.check(carnet, servers.get(1).scene().target()));
                }
                measure(servers, round);
            } finally {
                servers.forEach(RunningServer::close);
            }
        }
        report();
    }

    private Population fill() throws IOException, InterruptedException, SQLException {
        database.create(SMALL);
        int port = ServerProcess.freePort();
        try (ServerProcess server = process(SMALL, port, "fill")) {
            database.awaitQuiet(SMALL);
            return new Loader(new Target(base(port)), carnet, samples, options.sizes()).load();
        }
    }

    private void measure(List<RunningServer> servers, int round) throws IOException, InterruptedException, SQLException, ExecutionException {
        Trial trial = new Trial(options, database, figures, round);
        List<Workload> workloads = Workloads.matching(options.workloads());
        for (RunningServer server : servers) {
            workloads.forEach(workload -> trial.warm(server, workload));
        }
        for (Workload workload : workloads) {
            for (RunningServer server : servers) {
                trial.measure(server, workload);
                if (round == options.rounds()) {
                    count(server, workload);
                }
            }
            Collections.rotate(servers, 1);
        }
    }

    /** Which blocks each statement looks at: what does not depend on the machine's load. */
    private void count(RunningServer server, Workload workload) throws SQLException {
        Map<String, Work> before = Footprint.work(database.url("postgres"), server.database());
        var requests = workload.requests().apply(server.scene());
        for (int n = 0; n < COUNTED; n++) {
            server.scene().target().send(requests.apply(n));
        }
        Footprint.between(before, Footprint.work(database.url("postgres"), server.database())).forEach((statement, work) -> statements.append(
                String.format(Locale.ROOT, "%s,%s,\"%s\",%d,%d,%d%n", server.database(), workload.name(), statement.replace("\"", "'"), work.calls(), work.blocks(), work.rows())));
    }

    private RunningServer start(String name, Population population, int round) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        Contender contender = new Named(name, carnet);
        return new RunningServer(new Scene(contender, new Target(base(port)), population, new Requests(contender, samples)), process(name, port, "round-" + round), name);
    }

    private ServerProcess process(String name, int port, String log) throws IOException, InterruptedException {
        return new ServerProcess(options.launch(), carnet.command(port, database.url(name)), URI.create(base(port) + "/metadata"), options.logs().resolve(name + "-" + log + ".log"));
    }

    private void report() throws IOException, SQLException {
        Files.createDirectories(options.results());
        Files.writeString(options.results().resolve("growth.csv"), figures.csv());
        Files.writeString(options.results().resolve("growth-statements.csv"), statements.toString());
        Files.writeString(options.results().resolve("growth-sizes.csv"),
                "database,table,index,bytes,scans\n" + Footprint.sizes(database.url(SMALL), SMALL) + Footprint.sizes(database.url(GROWN), GROWN));
        out.println(new Tables(figures, List.of(GROWN, SMALL), options.most()).all());
    }

    private static String base(int port) {
        return "http://127.0.0.1:" + port + "/fhir";
    }
}
