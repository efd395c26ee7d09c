package fr.carnet.perf.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the whole machine does, so that the report can tell when others were at work on it. */
public final class Machine {

    private static final long TICK_MS = 10;
    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final int LAST = 8;

    private Machine() {
    }

    /** @return processes running or waiting, mean of the last minute */
    public static double loadAverage() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    /** @return CPU time that all processes have used together, all processors, what a host withheld included */
    public static Duration busy() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            String[] fields = lines.findFirst().orElseThrow().split(" +");
            long ticks = 0;
            for (int field = 1; field <= LAST; field++) {
                ticks += field == IDLE || field == IO_WAIT ? 0 : Long.parseLong(fields[field]);
            }
            return Duration.ofMillis(ticks * TICK_MS);
        }
    }
}
