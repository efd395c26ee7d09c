package fr.carnet.perf.driver;

import org.HdrHistogram.Histogram;

/**
 * What one phase gave.
 *
 * @param histogram latencies in nanoseconds
 * @param seconds   from the first request to the last answer
 */
public record Run(Histogram histogram, double seconds) {

    /** @return requests answered */
    public long operations() {
        return histogram.getTotalCount();
    }

    /** @return requests answered per second */
    public double rate() {
        return operations() / seconds;
    }

    /** @return milliseconds within which this share of the requests (percent) was answered */
    public double percentile(double percent) {
        return histogram.getValueAtPercentile(percent) / 1e6;
    }
}
