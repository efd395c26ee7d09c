package fr.carnet.server.authorization.token;

import fr.carnet.server.storage.JobTransaction;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes away what is past its time: launches that nobody finished, grants without a token that still lasts, revocations of tokens that have expired. A pairing whose
 * grant is taken away has ended, and its record's history says so. Each grant in a transaction of its own; what fails waits for the next run.
 */
@Component
class ExpiredGrants {

    /** Why a pairing ended that nobody used any more. */
    static final String EXPIRED = "expired";

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredGrants.class);
    static final String NAME = "expired-grants";
    private static final int BATCH = 100;
    /** How long a person may take from the app's request to the consent. */
    private static final Duration UNFINISHED = Duration.ofHours(1);
    private static final String PAST = """
            select id from carnet.oauth2_authorization
            where created < ? and coalesce(authorization_code_expires_at < ?, true) and coalesce(access_token_expires_at < ?, true)
                and coalesce(refresh_token_expires_at < ?, true) and id > ?
            order by id limit ?""";

    private final JdbcClient jdbc;
    private final Pairings pairings;
    private final JobTransaction transaction;
    private final Clock clock;

    ExpiredGrants(JdbcClient jdbc, Pairings pairings, JobTransaction transaction, Clock clock) {
        this.jdbc = jdbc;
        this.pairings = pairings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Does what is due now; nothing when another node is at it. */
    void run() {
        Instant now = clock.instant();
        boolean mine = step(() -> jdbc.sql("delete from carnet.revoked_token where expires < ?").param(Timestamp.from(now)).update());
        List<String> past = List.of();
        do {
            past = mine ? past(now, past.isEmpty() ? "" : past.get(past.size() - 1)) : List.of();
            mine = past.stream().allMatch(id -> step(() -> remove(id)));
        } while (mine && past.size() == BATCH);
    }

    private List<String> past(Instant now, String after) {
        Timestamp at = Timestamp.from(now);
        return jdbc.sql(PAST).params(Timestamp.from(now.minus(UNFINISHED)), at, at, at, after, BATCH).query(String.class).list();
    }

    private void remove(String id) {
        if (!pairings.end(id, EXPIRED)) {
            jdbc.sql("delete from carnet.oauth2_authorization where id = ?").param(id).update();
        }
    }

    /** @return false when another node is at it, and does the rest */
    private boolean step(Runnable work) {
        try {
            return transaction.execute(NAME, work);
        } catch (RuntimeException failed) {
            LOG.error("a grant past its time could not be taken away and waits for the next run: {}", failed.getClass().getName());
            return true;
        }
    }
}
