package fr.carnet.perf.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ratios that a short run holds: CPU per operation of Carnet divided by plain HAPI's, never a time. */
public final class Limits {

    private final List<Limit> limits;

    private record Limit(String workload, double most) {
    }

    /** @param limits each as {@code workload:ratio}, for example {@code list:1.2} */
    public Limits(List<String> limits) {
        this.limits = limits.stream().map(limit -> limit.split(":", 2)).map(parts -> new Limit(parts[0], Double.parseDouble(parts[1]))).toList();
    }

    /**
     * @param connections number of connections that counts
     * @return what is above its limit, or was not measured at all; nothing when all is well
     */
    public List<String> exceeded(Figures figures, int connections) {
        List<String> exceeded = new ArrayList<>();
        for (Limit limit : limits) {
            Spread measured = figures.ratio("carnet", "plain", limit.workload(), connections, Measure.CPU);
            if (!(measured.median() <= limit.most())) {
                exceeded.add(String.format(Locale.ROOT, "%s: CPU per operation is %s times plain HAPI's, more than %.2f", limit.workload(),
                        measured.count() == 0 ? "(not measured)" : measured.text(), limit.most()));
            }
        }
        return exceeded;
    }
}
