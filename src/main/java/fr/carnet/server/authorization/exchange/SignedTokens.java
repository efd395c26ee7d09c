package fr.carnet.server.authorization.exchange;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Signatures over keys that are found by their id: asymmetric only, no key out of the token itself (RFC 8725). What the claims say is looked at by the caller. */
final class SignedTokens {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384);
    private static final int MAXIMUM_BYTES = 200_000;
    private static final long LIFETIME_MS = 300_000;
    private static final long PAUSE_MS = 30_000;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    SignedTokens(JWKSource<SecurityContext> keys) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier((claims, context) -> { });
    }

    /** @return over the keys at an address, cached, asked for again when a key id is unknown */
    static SignedTokens at(String uri, Duration timeout) {
        try {
            int millis = Math.toIntExact(timeout.toMillis());
            return new SignedTokens(JWKSourceBuilder.create(URI.create(uri).toURL(), new DefaultResourceRetriever(millis, millis, MAXIMUM_BYTES))
                    .cache(LIFETIME_MS, timeout.toMillis() * 2).refreshAheadCache(false).rateLimited(PAUSE_MS).build());
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no address of keys", e);
        }
    }

    /**
     * @return its claims, empty when it is not signed with one of the keys
     * @throws KeySourceException when the keys cannot be had
     */
    Optional<Claims> verify(String token) throws KeySourceException {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            return signed.getHeader().getKeyID() == null ? Optional.empty() : Optional.of(new Claims(processor.process(signed, null).toJSONObject()));
        } catch (KeySourceException keys) {
            throw keys;
        } catch (ParseException | BadJOSEException | JOSEException notBelieved) {
            return Optional.empty();
        }
    }
}
