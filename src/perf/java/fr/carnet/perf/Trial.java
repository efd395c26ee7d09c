package fr.carnet.perf;

import fr.carnet.perf.driver.Driver;
import fr.carnet.perf.driver.Run;
import fr.carnet.perf.host.Database;
import fr.carnet.perf.host.Machine;
import fr.carnet.perf.report.Figures;
import fr.carnet.perf.report.Figures.Figure;
import fr.carnet.perf.report.Measure;
import fr.carnet.perf.workload.Workload;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One workload on one server: warm-up, closed loop at each number of connections, open loop at the last. */
final class Trial {

    private static final int WARM_CONNECTIONS = 4;
    private static final long FINISH_S = 30;

    private final Options options;
    private final Database database;
    private final Figures figures;
    private final int round;

    Trial(Options options, Database database, Figures figures, int round) {
        this.options = options;
        this.database = database;
        this.figures = figures;
        this.round = round;
    }

    /** Asks without measuring, so that the JVM has compiled what it is asked. */
    void warm(RunningServer server, Workload workload) {
        driver(server, workload).saturate(WARM_CONNECTIONS, options.warmUp());
    }

    /** Measures. */
    void measure(RunningServer server, Workload workload) throws IOException, SQLException, InterruptedException, ExecutionException {
        Driver driver = driver(server, workload);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            ScheduledFuture<?> beside = workload.everySecond().map(events -> beside(clock, events.apply(server.scene()))).orElse(null);
            driver.saturate(WARM_CONNECTIONS, options.warmUp());
            double rate = 0;
            // Without rules it is there to price them: at the number that counts.
            for (int connections : server.name().equals("open") ? List.of(options.most()) : options.connections()) {
                rate = saturated(server, workload, driver, connections);
            }
            paced(server, workload, driver.pace(options.most(), rate * options.share(), options.pace()), rate * options.share());
            clock.shutdown();
            if (!clock.awaitTermination(FINISH_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException(workload.name() + ": what happens every second does not end");
            }
            if (beside != null && !beside.isCancelled()) {
                beside.get();
            }
        } finally {
            clock.shutdownNow();
        }
        add(server, workload, 0, Measure.RESIDENT, server.process().residentMiB());
    }

    private double saturated(RunningServer server, Workload workload, Driver driver, int connections) throws IOException, SQLException {
        Usage before = usage(server);
        Run run = driver.saturate(connections, options.saturate());
        Usage used = usage(server).since(before);
        double operations = run.operations();
        add(server, workload, connections, Measure.OPERATIONS, operations);
        add(server, workload, connections, Measure.RATE, run.rate());
        add(server, workload, connections, Measure.SERVER_CPU, micros(used.server) / operations);
        add(server, workload, connections, Measure.DATABASE_CPU, micros(used.database) / operations);
        add(server, workload, connections, Measure.CPU, micros(used.server.plus(used.database)) / operations);
        add(server, workload, connections, Measure.STATEMENTS, used.statements / operations);
        add(server, workload, connections, Measure.CLOSED_P50, run.percentile(50));
        add(server, workload, connections, Measure.CLOSED_P99, run.percentile(99));
        double all = Runtime.getRuntime().availableProcessors() * run.seconds() * 1e6;
        add(server, workload, connections, Measure.OTHERS, 100 * Math.max(0, micros(used.machine.minus(used.server).minus(used.database).minus(used.client))) / all);
        return run.rate();
    }

    private void paced(RunningServer server, Workload workload, Run run, double pace) {
        add(server, workload, options.most(), Measure.PACE, pace);
        add(server, workload, options.most(), Measure.OPEN_P50, run.percentile(50));
        add(server, workload, options.most(), Measure.OPEN_P95, run.percentile(95));
        add(server, workload, options.most(), Measure.OPEN_P99, run.percentile(99));
    }

    private static Driver driver(RunningServer server, Workload workload) {
        return new Driver(server.scene().target(), workload.requests().apply(server.scene()));
    }

    private static ScheduledFuture<?> beside(ScheduledExecutorService clock, Runnable event) {
        return clock.scheduleAtFixedRate(event, 0, 1, TimeUnit.SECONDS);
    }

    private Usage usage(RunningServer server) throws IOException, SQLException {
        return new Usage(server.process().cpu(), database.cpu(), ProcessHandle.current().info().totalCpuDuration().orElseThrow(), Machine.busy(),
                database.statements(server.database()));
    }

    private void add(RunningServer server, Workload workload, int connections, Measure measure, double value) {
        figures.add(new Figure(round, server.name(), workload.name(), connections, measure, value));
    }

    private static double micros(Duration duration) {
        return duration.toNanos() / 1e3;
    }

    private record Usage(Duration server, Duration database, Duration client, Duration machine, long statements) {

        Usage since(Usage before) {
            return new Usage(server.minus(before.server), database.minus(before.database), client.minus(before.client), machine.minus(before.machine),
                    statements - before.statements);
        }
    }
}
