package fr.carnet.server.http;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Instant;

/** The server's one clock, as Bucket4j reads clocks. */
public final class ClockMeter implements TimeMeter {

    private final Clock clock;

    /** @param clock the server's */
    public ClockMeter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public long currentTimeNanos() {
        Instant now = clock.instant();
        return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
