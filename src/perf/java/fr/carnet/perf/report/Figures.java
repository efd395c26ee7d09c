package fr.carnet.perf.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything measured, and what the rounds make of it. */
public final class Figures {

    private final List<Figure> all = new ArrayList<>();

    /**
     * One measured value.
     *
     * @param round       round, from 1
     * @param server      name of the server
     * @param workload    name of the workload
     * @param connections connections at once, 0 where none is the point
     * @param measure     what was measured
     * @param value       the value
     */
    public record Figure(int round, String server, String workload, int connections, Measure measure, double value) {
    }

    /** Keeps a value. */
    public void add(Figure figure) {
        all.add(figure);
    }

    /** @return workloads measured, in order */
    public Set<String> workloads() {
        return all.stream().map(Figure::workload).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** @return the rounds' values of one server */
    public Spread of(String server, String workload, int connections, Measure measure) {
        return Spread.of(all.stream().filter(figure -> is(figure, server, workload, connections, measure)).mapToDouble(Figure::value));
    }

    /** @return round by round, one server's value divided by the other's */
    public Spread ratio(String server, String other, String workload, int connections, Measure measure) {
        return Spread.of(all.stream().filter(figure -> is(figure, server, workload, connections, measure))
                .mapToDouble(figure -> figure.value() / value(figure.round(), other, workload, connections, measure)));
    }

    /** @return round by round, one server's value less the other's */
    public Spread difference(String server, String other, String workload, int connections, Measure measure) {
        return Spread.of(all.stream().filter(figure -> is(figure, server, workload, connections, measure))
                .mapToDouble(figure -> figure.value() - value(figure.round(), other, workload, connections, measure)));
    }

    /** @return all values of one measure */
    public Spread of(Measure measure) {
        return Spread.of(all.stream().filter(figure -> figure.measure() == measure).mapToDouble(Figure::value));
    }

    /** @return one line per value */
    public String csv() {
        StringBuilder csv = new StringBuilder("round,server,workload,connections,measure,value\n");
        all.forEach(figure -> csv.append(String.format(Locale.ROOT, "%d,%s,%s,%d,\"%s\",%.3f%n", figure.round(), figure.server(), figure.workload(),
                figure.connections(), figure.measure().label(), figure.value())));
        return csv.toString();
    }

    private double value(int round, String server, String workload, int connections, Measure measure) {
        return all.stream().filter(figure -> figure.round() == round && is(figure, server, workload, connections, measure)).mapToDouble(Figure::value)
                .findFirst().orElse(Double.NaN);
    }

    private static boolean is(Figure figure, String server, String workload, int connections, Measure measure) {
        return figure.server().equals(server) && figure.workload().equals(workload) && figure.connections() == connections && figure.measure() == measure;
    }
}
