package fr.carnet.perf.report;

import java.util.List;
import java.util.Locale;

/** The figures as Markdown: medians of each server, and how many times better the first one is. */
public final class Tables {

    private final Figures figures;
    private final List<String> servers;
    private final int connections;

    /**
     * @param figures     what was measured
     * @param servers     names of the servers; the first is compared with each of the others
     * @param connections for which number of connections
     */
    public Tables(Figures figures, List<String> servers, int connections) {
        this.figures = figures;
        this.servers = servers;
        this.connections = connections;
    }

    /** @return one table per measure of a workload, one line per workload */
    public String all() {
        StringBuilder text = new StringBuilder();
        for (Measure measure : List.of(Measure.RATE, Measure.CPU, Measure.SERVER_CPU, Measure.DATABASE_CPU, Measure.STATEMENTS,
                Measure.OPEN_P50, Measure.OPEN_P95, Measure.OPEN_P99)) {
            text.append(table(measure, connections)).append('\n');
        }
        for (Measure measure : List.of(Measure.START, Measure.START_CPU, Measure.RESIDENT)) {
            text.append(table(measure, 0)).append('\n');
        }
        return text.toString();
    }

    private String table(Measure measure, int of) {
        String first = servers.get(0);
        List<String> others = servers.subList(1, servers.size());
        StringBuilder table = new StringBuilder("| " + measure.label() + (of > 0 ? ", " + of + " connections" : "") + " | " + String.join(" | ", servers));
        others.forEach(other -> table.append(" | ").append(measure.higherIsBetter() ? first + " / " + other : other + " / " + first));
        table.append(" |\n|---|").append("---:|".repeat(servers.size() + others.size())).append('\n');
        for (String workload : figures.workloads()) {
            if (figures.of(first, workload, of, measure).count() > 0) {
                table.append("| ").append(workload);
                servers.forEach(server -> table.append(" | ").append(number(figures.of(server, workload, of, measure).median())));
                others.forEach(other -> table.append(" | ").append(times(first, other, workload, of, measure).text()));
                table.append(" |\n");
            }
        }
        return table.toString();
    }

    /** @return how many times better the first is: its rate divided by the other's, the other's cost divided by its own */
    private Spread times(String first, String other, String workload, int of, Measure measure) {
        return measure.higherIsBetter() ? figures.ratio(first, other, workload, of, measure) : figures.ratio(other, first, workload, of, measure);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
    }
}
