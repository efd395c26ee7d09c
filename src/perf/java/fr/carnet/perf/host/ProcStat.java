package fr.carnet.perf.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * CPU time of a process as Linux counts it, in ticks of 10 ms (proc(5)).
 *
 * @param own           user and system time of the process
 * @param endedChildren the same of its children that have ended and were waited for
 */
public record ProcStat(Duration own, Duration endedChildren) {

    private static final long TICK_MS = 10;
    private static final int UTIME = 11;

    /** @return what the process has used; nothing when it has ended meanwhile, for then its parent has it */
    public static ProcStat of(long pid) throws IOException {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The second field is the name in parentheses, and may hold blanks.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return new ProcStat(ticks(fields, UTIME), ticks(fields, UTIME + 2));
        } catch (NoSuchFileException ended) {
            return new ProcStat(Duration.ZERO, Duration.ZERO);
        }
    }

    /** @return both together */
    public Duration withEndedChildren() {
        return own.plus(endedChildren);
    }

    private static Duration ticks(String[] fields, int first) {
        return Duration.ofMillis((Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) * TICK_MS);
    }
}
