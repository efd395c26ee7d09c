package fr.carnet.server.authorization.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import fr.carnet.server.authorization.key.KeyRing.Dated;
import fr.carnet.server.config.RefusedSettingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The signing keys, the same on every node: read from PostgreSQL, kept for a short time, read again when somebody asks for one that is not known.
 * The first one to look makes the first one. A secret that does not open them stops the start.
 */
final class SigningKeys implements JWKSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int BITS = 2048;

    private final KeyTable table;
    private final SealedKeys sealed;
    private final Optional<SealedKeys> previous;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration rotation;
    private volatile Known known;

    private record Known(KeyRing ring, Instant readAt) {
    }

    SigningKeys(KeyTable table, SealedKeys sealed, Optional<SealedKeys> previous, TransactionTemplate transaction, Clock clock, Duration rotation) {
        this.table = table;
        this.sealed = sealed;
        this.previous = previous;
        this.transaction = transaction;
        this.clock = clock;
        this.rotation = rotation;
        transaction.executeWithoutResult(started -> begin());
        this.known = new Known(new KeyRing(opened(Map.of())), clock.instant());
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) {
        List<JWK> found = selector.select(new JWKSet(ring(KEPT).published(clock.instant())));
        Set<String> asked = selector.getMatcher().getKeyIDs();
        if (found.isEmpty() && asked != null && asked.stream().anyMatch(Objects::nonNull)) {
            return selector.select(new JWKSet(ring(PAUSE).published(clock.instant())));
        }
        return found;
    }

    /** Makes the next key when the last one has signed for long enough, and forgets those that are over. One node at a time. */
    void rotate() {
        table.lock();
        Instant now = clock.instant();
        KeyRing ring = new KeyRing(opened(byId()));
        Dated last = ring.keys().get(ring.keys().size() - 1);
        if (!last.signsFrom().plus(rotation).minus(KeyRing.PUBLISHED_AHEAD).isAfter(now)) {
            Instant signsFrom = now.plus(KeyRing.PUBLISHED_AHEAD);
            made(now, signsFrom);
            LOG.info("a new signing key is published and signs from {}", signsFrom);
        }
        ring.over(now).forEach(table::delete);
    }

    /** Before the first use: keys that the previous secret opens are encrypted anew; without any key, one is made. */
    private void begin() {
        table.lock();
        List<KeyTable.Row> rows = table.rows();
        for (KeyTable.Row row : rows) {
            if (sealed.open(row.kid(), row.sealed()).isEmpty()) {
                RSAKey key = previous.flatMap(secret -> secret.open(row.kid(), row.sealed())).orElseThrow(() -> new RefusedSettingException(
                        "carnet.authorization.key-secret", "it does not open the signing keys in the database",
                        "Set the secret that they were encrypted with; to change it, set the new one here and the old one as carnet.authorization.previous-key-secret."));
                table.reseal(row.kid(), sealed.seal(key));
                LOG.info("a signing key was encrypted anew under the new key secret");
            }
        }
        if (rows.isEmpty()) {
            made(clock.instant(), clock.instant());
        }
    }

    private void made(Instant now, Instant signsFrom) {
        try {
            RSAKey key = new RSAKeyGenerator(BITS).keyID(UUID.randomUUID().toString()).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.RS256).generate();
            table.insert(new KeyTable.Row(key.getKeyID(), now, signsFrom, sealed.seal(key)));
        } catch (JOSEException e) {
            throw new IllegalStateException("no RSA key can be made", e);
        }
    }

    private KeyRing ring(Duration age) {
        Known current = known;
        Duration passed = Duration.between(current.readAt(), clock.instant());
        if (passed.isNegative() || passed.compareTo(age) >= 0) {
            current = new Known(new KeyRing(opened(byId())), clock.instant());
            known = current;
        }
        return current.ring();
    }

    private Map<String, RSAKey> byId() {
        Map<String, RSAKey> keys = new HashMap<>();
        known.ring().keys().forEach(key -> keys.put(key.key().getKeyID(), key.key()));
        return keys;
    }

    /** A key that is known stays: it never changes. One that this secret does not open, because a node with the next secret made it, is left out and said. */
    private List<Dated> opened(Map<String, RSAKey> before) {
        List<Dated> keys = new ArrayList<>();
        for (KeyTable.Row row : table.rows()) {
            Optional.ofNullable(before.get(row.kid())).or(() -> sealed.open(row.kid(), row.sealed())).ifPresentOrElse(key -> keys.add(new Dated(key, row.signsFrom())),
                    () -> LOG.error("carnet.authorization.key-secret does not open a signing key made since this node started: set the same secret on every node"));
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException("no signing key can be opened");
        }
        return List.copyOf(keys);
    }
}
