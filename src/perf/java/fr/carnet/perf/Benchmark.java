package fr.carnet.perf;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.nimbusds.jose.JOSEException;
import fr.carnet.perf.host.Database;
import fr.carnet.perf.host.Machine;
import fr.carnet.perf.report.Chart;
import fr.carnet.perf.report.Figures;
import fr.carnet.perf.report.Limits;
import fr.carnet.perf.report.Measure;
import fr.carnet.perf.report.Tables;
import fr.carnet.perf.report.Targets;
import fr.carnet.perf.workload.Workload;
import fr.carnet.perf.workload.Workloads;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.slf4j.LoggerFactory;

/**
 * Carnet in production mode (carnet), plain HAPI of the same version (plain), and the same Carnet with everything permitted (open): same JDK, flags,
 * PostgreSQL, data, client. How and why: {@code src/docs/performance.md} and ADR 0016.
 */
public final class Benchmark {

    private static final double OTHERS_TOO_MANY = 10;

    private Benchmark() {
    }

    /** @param args {@code name=value}, see {@link Options} */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException, JOSEException, ExecutionException {
        // The embedded PostgreSQL tells every line of its server's log.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Options options = Options.from(args);
        List<Workload> workloads = Workloads.matching(options.workloads());
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Figures figures = new Figures();
        Instant begun = Instant.now();
        try (Database database = new Database()) {
            out.printf("client Java %s, PostgreSQL %s, %d processors, load average %.1f%n%s%n", Runtime.version(), database.version(),
                    Runtime.getRuntime().availableProcessors(), Machine.loadAverage(), options);
            Fleet fleet = new Fleet(options, database);
            fleet.fill();
            out.printf("filled after %d s%n", Duration.between(begun, Instant.now()).toSeconds());
            for (int round = 1; round <= options.rounds(); round++) {
                new Round(options, fleet, database, figures, out, round).run(workloads);
                // Each round, so that a run that is broken off leaves what it has.
                Files.createDirectories(options.results());
                Files.writeString(options.results().resolve(options.name() + ".csv"), figures.csv());
            }
        }
        report(options, figures, out);
        out.printf("%d s in all, load average %.1f%n", Duration.between(begun, Instant.now()).toSeconds(), Machine.loadAverage());
        List<String> exceeded = new Limits(options.limits()).exceeded(figures, options.most());
        if (!exceeded.isEmpty()) {
            throw new IllegalStateException("slower than it may be: " + String.join("; ", exceeded));
        }
    }

    private static void report(Options options, Figures figures, PrintStream out) throws IOException {
        Path chart = options.chart().resolve(options.name() + ".svg");
        Chart.write(figures, options.contenders(), "plain", options.most(), chart);
        String tables = new Tables(figures, options.contenders(), options.most()).all() + "\n" + new Targets(figures, options.most(), feature(options.launch().java())).table();
        Files.writeString(options.results().resolve(options.name() + ".md"), tables);
        out.println(tables);
        double others = figures.of(Measure.OTHERS).median();
        out.printf("CPU of others while measuring, median: %.1f %% of all processors%n", others);
        if (others > OTHERS_TOO_MANY) {
            out.println("WARNING: the machine had other work. Ratios of CPU per operation may stand, times and rates do not.");
        }
        out.printf("Raw values and tables: %s, chart: %s%n", options.results().resolve(options.name() + ".csv"), chart);
    }

    /** @return feature version of the servers' JDK, which says so in its file {@code release} */
    private static int feature(Path java) throws IOException {
        Path release = java.toRealPath().getParent().resolveSibling("release");
        String version = Files.readAllLines(release).stream().filter(line -> line.startsWith("JAVA_VERSION=")).findFirst().orElseThrow();
        return Integer.parseInt(version.replaceAll("[^0-9.]", "").split("\\.")[0]);
    }
}
