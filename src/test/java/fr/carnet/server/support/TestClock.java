package fr.carnet.server.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until a test moves it, or runs with the system's, set forward by what a test moved it; no test sleeps. */
public final class TestClock extends Clock {

    /** Where it stands when nobody has moved it. */
    public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private final Clock source;
    private volatile Duration offset = Duration.ZERO;

    private TestClock(Clock source) {
        this.source = source;
    }

    /** Stands still at {@link #START}. */
    public TestClock() {
        this(Clock.fixed(START, ZoneOffset.UTC));
    }

    /** @return one that runs: Spring's authorization server compares some lifetimes with the system's time */
    public static TestClock running() {
        return new TestClock(Clock.systemUTC());
    }

    /** Moves until the returned handle is closed: the server is shared by all tests. */
    public Moved moved(Duration by) {
        Duration before = offset;
        offset = offset.plus(by);
        return () -> offset = before;
    }

    /** Puts the clock back. */
    @FunctionalInterface
    public interface Moved extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public Instant instant() {
        return source.instant().plus(offset);
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
