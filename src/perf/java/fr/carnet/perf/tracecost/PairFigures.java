package fr.carnet.perf.tracecost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Everything measured, and its summary: medians per server and, round by round, the ratio of the first server to the second. */
final class PairFigures {

    private final List<Figure> all = new ArrayList<>();

    /**
     * One measured value.
     *
     * @param round   round, from 1
     * @param server  name of the server
     * @param measure what was measured, with its unit
     * @param value   the value
     */
    record Figure(int round, String server, String measure, double value) {
    }

    /** Keeps a value. */
    void add(int round, String server, String measure, double value) {
        all.add(new Figure(round, server, measure, value));
    }

    /** @return one line per value: round,server,measure,value */
    String csv() {
        StringBuilder csv = new StringBuilder("round,server,measure,value\n");
        all.forEach(figure -> csv.append(String.format(Locale.ROOT, "%d,%s,\"%s\",%.3f%n", figure.round, figure.server, figure.measure, figure.value)));
        return csv.toString();
    }

    /** @return a Markdown table: measure, median of each server, median ratio with its smallest and largest */
    String table(String first, String second) {
        Set<String> measures = new LinkedHashSet<>();
        all.forEach(figure -> measures.add(figure.measure));
        StringBuilder table = new StringBuilder("| measure | %s | %s | ratio (min to max) |%n|---|---:|---:|---:|%n".formatted(first, second));
        for (String measure : measures) {
            double[] a = values(first, measure);
            double[] b = values(second, measure);
            double[] ratios = new double[Math.min(a.length, b.length)];
            Arrays.setAll(ratios, i -> a[i] / b[i]);
            double[] sorted = sorted(ratios);
            table.append(String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.2f (%.2f to %.2f) |%n", measure, median(a), median(b),
                    median(ratios), sorted[0], sorted[sorted.length - 1]));
        }
        return table.toString();
    }

    private double[] values(String server, String measure) {
        return all.stream().filter(figure -> figure.server.equals(server) && figure.measure.equals(measure)).mapToDouble(Figure::value).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = sorted(values);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
