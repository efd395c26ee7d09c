package fr.carnet.server.app;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service as the catalogue keeps it.
 *
 * @param oid         {@code urn:oid:...}
 * @param clientId    OAuth client
 * @param status      status
 * @param periodStart start of the referencing period
 * @param periodEnd   first instant after it
 * @param firstStart  start of the first referencing
 * @param version     counts the changes of this entry
 * @param secret      hash of the client's secret
 * @param editor      name of who makes it
 * @param content     public content, an Endpoint as JSON
 */
record StoredApp(String oid, String clientId, AppStatus status, Instant periodStart, Instant periodEnd, Instant firstStart, long version, @Nullable String secret,
        String editor, String content) {

    /** @return whether it may act: EN_LIGNE alone, and within its period */
    boolean isOnlineAt(Instant now) {
        return status == AppStatus.EN_LIGNE && !now.isBefore(periodStart) && now.isBefore(periodEnd);
    }

    /** @return hash of the client's secret, with the id of its encoder */
    Optional<String> secretHash() {
        return Optional.ofNullable(secret);
    }
}
