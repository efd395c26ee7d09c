package fr.carnet.server.authorization.login;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes guessing slow: four failures in a row are free, from the fifth on each locks for a minute, two, four, up to an hour and four minutes.
 * Passwords and codes count together, on all nodes. A try is counted before it is judged, so that tries at the same instant count, too.
 */
@Component
class LoginLocks {

    /** After so long without a try, failures are forgotten. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    LoginLocks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Counts a try.
     *
     * @return whether it may be judged; a try while locked counts for nothing, right or wrong
     */
    boolean admit(UUID subject) {
        OffsetDateTime now = now();
        return jdbc.sql("""
                insert into carnet.login_lock as l (subject, failures, locked_until, tried) values (:subject, 1, '-infinity', :now)
                on conflict (subject) do update set failures = l.failures + 1, tried = :now,
                locked_until = case when l.failures < 4 then '-infinity' else :now + interval '1 minute' * power(2, least(l.failures - 4, 6)) end
                where l.locked_until <= :now""").param("subject", subject).param("now", now).update() == 1;
    }

    /** The try was right, but not the last step: it was no failure, and what failed before still counts. */
    void giveBack(UUID subject) {
        jdbc.sql("update carnet.login_lock set failures = failures - 1, locked_until = '-infinity' where subject = ?").param(subject).update();
    }

    /** Who this is has proved it. */
    void clear(UUID subject) {
        jdbc.sql("delete from carnet.login_lock where subject = ? or tried < ?").params(subject, now().minus(REMEMBERED)).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
