package fr.carnet.perf.report;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Values of several rounds.
 *
 * @param least  smallest
 * @param median median
 * @param most   largest
 * @param count  how many there were; without any the others are not numbers
 */
public record Spread(double least, double median, double most, int count) {

    /** @return the spread of these values */
    public static Spread of(DoubleStream values) {
        double[] sorted = values.filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN, 0);
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1], sorted.length);
    }

    /** @return median (least to most), nothing without values */
    public String text() {
        return count == 0 ? "" : String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, least, most);
    }
}
