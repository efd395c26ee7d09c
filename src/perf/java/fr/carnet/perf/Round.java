package fr.carnet.perf;

import fr.carnet.perf.contender.Contender;
import fr.carnet.perf.host.Database;
import fr.carnet.perf.host.Machine;
import fr.carnet.perf.host.ServerProcess;
import fr.carnet.perf.report.Figures;
import fr.carnet.perf.report.Figures.Figure;
import fr.carnet.perf.report.Measure;
import fr.carnet.perf.workload.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Starts every server, one after the other, then asks them the same in turn, workload by workload: what else the machine does meets all of them alike.
 * Only one is asked at a time; the others wait.
 */
final class Round {

    private final Options options;
    private final Fleet fleet;
    private final Database database;
    private final Figures figures;
    private final PrintStream out;
    private final int number;

    Round(Options options, Fleet fleet, Database database, Figures figures, PrintStream out, int number) {
        this.options = options;
        this.fleet = fleet;
        this.database = database;
        this.figures = figures;
        this.out = out;
        this.number = number;
    }

    void run(List<Workload> workloads) throws IOException, InterruptedException, SQLException, ExecutionException {
        List<Contender> order = fleet.inOrderOf(number);
        for (Contender contender : options.starts() ? order : List.<Contender>of()) {
            startEmpty(contender);
        }
        List<RunningServer> servers = new ArrayList<>();
        try {
            for (Contender contender : order) {
                RunningServer server = fleet.start(contender, number);
                servers.add(server);
                started(server.name(), "filled database", server.process());
                add(server.name(), "after start", Measure.RESIDENT, server.process().residentMiB());
            }
            Trial trial = new Trial(options, database, figures, number);
            for (RunningServer server : servers) {
                workloads.forEach(workload -> trial.warm(server, workload));
            }
            for (Workload workload : workloads) {
                out.printf("round %d: %s, load average %.1f%n", number, workload.name(), Machine.loadAverage());
                for (RunningServer server : servers) {
                    trial.measure(server, workload);
                }
                Collections.rotate(servers, 1);
            }
            for (RunningServer server : servers) {
                add(server.name(), "under load", Measure.RESIDENT, server.process().residentMiB());
            }
        } finally {
            servers.forEach(RunningServer::close);
        }
    }

    /** Without rules a start is the same start. */
    private void startEmpty(Contender contender) throws IOException, InterruptedException, SQLException {
        if (contender.name().equals("open")) {
            return;
        }
        String empty = contender.name() + "_empty";
        try (ServerProcess server = fleet.startEmpty(contender, empty, number)) {
            started(contender.name(), "empty database", server);
        }
        database.drop(empty);
    }

    private void started(String server, String onWhat, ServerProcess process) {
        add(server, onWhat, Measure.START, process.startedIn().toMillis() / 1e3);
        add(server, onWhat, Measure.START_CPU, process.startCpu().toMillis() / 1e3);
    }

    private void add(String server, String what, Measure measure, double value) {
        figures.add(new Figure(number, server, what, 0, measure, value));
    }
}
