package fr.carnet.perf.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What Carnet wants to reach beside plain HAPI and beside itself without rules, and whether it does: medians of the rounds. */
public final class Targets {

    private static final double PLAIN_SEARCH = 2.0;
    private static final double COMPRESSED_SEARCH = 1.4;
    private static final double OTHERWISE = 1.3;
    private static final double START_17 = 0.8;
    private static final double START_25 = 0.65;
    private static final int NEW_JDK = 25;
    private static final double MEMORY = 0.8;
    private static final double RATE_WITH_RULES = 0.9;
    private static final double RULES_P95_MS = 2;

    private final Figures figures;
    private final int connections;
    private final int jdk;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param figures     what was measured, of the servers carnet, plain and open
     * @param connections number of connections at which throughput counts
     * @param jdk         feature version of the servers' JDK
     */
    public Targets(Figures figures, int connections, int jdk) {
        this.figures = figures;
        this.connections = connections;
        this.jdk = jdk;
    }

    /** @return a Markdown table of what was measured: wanted, measured, met or missed */
    public String table() {
        for (String search : List.of("list", "type", "category-period", "measures")) {
            beside(search, PLAIN_SEARCH);
            beside(search + "-gzip", COMPRESSED_SEARCH);
        }
        List.of("read", "binary-read", "binary-write", "iti-65", "iti-105", "transaction-100").forEach(workload -> beside(workload, OTHERWISE));
        double start = jdk >= NEW_JDK ? START_25 : START_17;
        for (String database : List.of("empty database", "filled database")) {
            atMost(database + ": start to ready, of plain's time", figures.ratio("carnet", "plain", database, 0, Measure.START), start);
        }
        atMost("memory after start, of plain's", figures.ratio("carnet", "plain", "after start", 0, Measure.RESIDENT), MEMORY);
        for (String workload : figures.workloads()) {
            atLeast(workload + ": operations/s with rules, of those without", figures.ratio("carnet", "open", workload, connections, Measure.RATE), RATE_WITH_RULES);
            atMost(workload + ": p95 with rules less p95 without, ms", figures.difference("carnet", "open", workload, connections, Measure.OPEN_P95), RULES_P95_MS);
        }
        return "| figure | wanted | measured, median (min to max) | |\n|---|---:|---:|---|\n" + String.join("", lines);
    }

    private void beside(String workload, double times) {
        atLeast(workload + ": operations/s, times plain's", figures.ratio("carnet", "plain", workload, connections, Measure.RATE), times);
        atLeast(workload + ": CPU per operation, plain's in ours", figures.ratio("plain", "carnet", workload, connections, Measure.CPU), times);
    }

    private void atLeast(String what, Spread measured, double wanted) {
        line(what, "at least " + wanted, measured, measured.median() >= wanted);
    }

    private void atMost(String what, Spread measured, double wanted) {
        line(what, "at most " + wanted, measured, measured.median() <= wanted);
    }

    private void line(String what, String wanted, Spread measured, boolean met) {
        if (measured.count() > 0) {
            lines.add(String.format(Locale.ROOT, "| %s | %s | %s | %s |%n", what, wanted, measured.text(), met ? "met" : "missed"));
        }
    }
}
