package fr.carnet.server.authorization.exchange;

import java.time.Instant;
import java.util.Optional;

/**
 * A subject token that was verified.
 *
 * @param token      the token itself; never logged, never kept
 * @param sub        whom Pro Santé Connect means
 * @param nationalId PS_IdNat, when the token already says it
 * @param expires    when the token ends
 */
record Subject(String token, String sub, Optional<String> nationalId, Instant expires) {

    /** Neither token nor person. */
    @Override
    public String toString() {
        return "Subject until " + expires;
    }
}
