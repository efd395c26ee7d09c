package fr.carnet.server.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until a test moves it; no test sleeps. */
public final class TestClock extends Clock {

    /** Where it stands when nobody has moved it. */
    public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private volatile Instant now = START;

    /** Moves until the returned handle is closed: the server is shared by all tests. */
    public Moved moved(Duration by) {
        Instant before = now;
        now = now.plus(by);
        return () -> now = before;
    }

    /** Puts the clock back. */
    @FunctionalInterface
    public interface Moved extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
