package fr.carnet.server.authorization.client;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which assertions were used, on whichever node: one insert decides. */
final class UsedAssertions {

    private final JdbcClient jdbc;
    private final Clock clock;

    UsedAssertions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return false when this client has used this id before and it would still hold */
    boolean first(String clientId, String jti, Instant until) {
        return jdbc.sql("insert into carnet.client_assertion (client_id, jti, until) values (?, ?, ?) on conflict do nothing")
                .params(clientId, jti, Timestamp.from(until)).update() == 1;
    }

    /** Forgets those that would hold no longer. */
    void forgetEnded() {
        jdbc.sql("delete from carnet.client_assertion where until < ?").param(Timestamp.from(clock.instant())).update();
    }
}
