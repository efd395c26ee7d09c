package fr.carnet.server.authorization.key;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys at hand, and which of them do what at an instant: one signs; the next is published before it does; those before are published until the last
 * token signed with them has ended.
 *
 * @param keys the first to sign first
 */
record KeyRing(List<Dated> keys) {

    /** How long before it signs a key is published: whoever keeps our keys for a day at most knows it in time. */
    static final Duration PUBLISHED_AHEAD = Duration.ofDays(1);
    /** How long after it has ceased to sign a key is published: an access token lasts an hour at most, and clocks differ. */
    static final Duration PUBLISHED_AFTER = Duration.ofMinutes(65);

    /**
     * A key, opened.
     *
     * @param key       private key
     * @param signsFrom when it begins to sign
     */
    record Dated(RSAKey key, Instant signsFrom) {
    }

    /** @return what signs now: the last that has begun to, else, when a clock is behind, the first */
    Dated signing(Instant now) {
        return keys.stream().filter(key -> !key.signsFrom().isAfter(now)).max(Comparator.comparing(Dated::signsFrom)).orElseGet(() -> keys.get(0));
    }

    /** @return keys that no token may be signed with that still holds */
    List<String> over(Instant now) {
        return keys.stream().filter(key -> isOver(key, now)).map(key -> key.key().getKeyID()).toList();
    }

    /** @return what signs, with its private half, first; then the public halves of the others that are published */
    List<JWK> published(Instant now) {
        Dated signing = signing(now);
        return Stream.concat(Stream.of(signing.key()), keys.stream().filter(key -> key != signing && !isOver(key, now)).map(key -> key.key().toPublicJWK()))
                .map(JWK.class::cast).toList();
    }

    private boolean isOver(Dated key, Instant now) {
        Optional<Instant> ceased = keys.stream().map(Dated::signsFrom).filter(key.signsFrom()::isBefore).min(Comparator.naturalOrder());
        return ceased.isPresent() && ceased.get().plus(PUBLISHED_AFTER).isBefore(now);
    }
}
