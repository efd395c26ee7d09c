package fr.carnet.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tokens whose signature was found good a short while ago, by their SHA-256, so that a signature is not computed anew at each request. Only that is remembered, and
 * with which keys it was: whether a token holds now is asked of {@link TrustedIssuer} at each request. What was not believed is never remembered.
 */
@Component
class BelievedTokens {

    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    /** Characters of all tokens together. */
    private static final long MOST = 4L << 20;

    private final Cache<ByteBuffer, Believed> believed = Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumWeight(MOST)
            .<ByteBuffer, Believed>weigher((hash, token) -> token.length()).build();

    /**
     * A token with a good signature.
     *
     * @param issuer who signed it
     * @param parsed what was signed
     * @param claims its claims
     * @param keys   keys that its issuer had for it
     * @param length characters
     */
    record Believed(TrustedIssuer issuer, SignedJWT parsed, JWTClaimsSet claims, List<JWK> keys, int length) {
    }

    /** @return what is remembered of exactly this token */
    Optional<Believed> find(String token) {
        return Optional.ofNullable(believed.getIfPresent(hash(token)));
    }

    /** @param token the very characters that were verified */
    void remember(String token, Believed verified) {
        believed.put(hash(token), verified);
    }

    private static ByteBuffer hash(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }
}
