package fr.carnet.perf.tracecost;

import java.util.Arrays;

/** Latencies of one series of requests. */
final class Series {

    private final long[] sorted;

    /** @param nanos one value per request */
    Series(long[] nanos) {
        sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    /**
     * @param percent 1 to 100
     * @return milliseconds within which this share of the requests was answered (nearest rank)
     */
    double percentile(int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(rank, 1) - 1] / 1e6;
    }
}
