package fr.carnet.perf.report;

/** What is measured, each with its unit. */
public enum Measure {
    /** Answers per second, closed loop. */
    RATE("operations/s", true),
    /** CPU time of the server. */
    SERVER_CPU("CPU of the server, µs per operation", false),
    /** CPU time of PostgreSQL. */
    DATABASE_CPU("CPU of PostgreSQL, µs per operation", false),
    /** Both together. */
    CPU("CPU of server and PostgreSQL, µs per operation", false),
    /** Statements that the server sends, transaction control left out. */
    STATEMENTS("SQL statements per operation", false),
    /** Half of the answers, closed loop. */
    CLOSED_P50("p50 closed loop, ms", false),
    /** All but a hundredth, closed loop. */
    CLOSED_P99("p99 closed loop, ms", false),
    /** Requests due per second, open loop. */
    PACE("pace, requests/s", true),
    /** Half of the answers, open loop. */
    OPEN_P50("p50 open loop, ms", false),
    /** All but a twentieth, open loop. */
    OPEN_P95("p95 open loop, ms", false),
    /** All but a hundredth, open loop. */
    OPEN_P99("p99 open loop, ms", false),
    /** How many answers the figures of the closed loop stand on. */
    OPERATIONS("operations measured", true),
    /** CPU time that neither servers nor PostgreSQL nor the client used, of all processors. */
    OTHERS("CPU of others, %", false),
    /** Process start to first answer. */
    START("start to ready, s", false),
    /** CPU time until then. */
    START_CPU("start to ready, CPU of the server, s", false),
    /** VmRSS. */
    RESIDENT("resident memory, MiB", false);

    private final String label;
    private final boolean higherIsBetter;

    Measure(String label, boolean higherIsBetter) {
        this.label = label;
        this.higherIsBetter = higherIsBetter;
    }

    /** @return what it is, with its unit */
    public String label() {
        return label;
    }

    /** @return whether more of it is better */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }
}
