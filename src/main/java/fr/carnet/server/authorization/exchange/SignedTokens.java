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
     * Other issuers' tokens are not worth a look at the keys: fetching those is limited.
     *
     * @param issuer who it has to be of
     * @return its claims, empty when it is not the issuer's, or not signed with one of the keys
     * @throws KeySourceException when the keys cannot be had
     */
    Optional<Claims> verify(String token, String issuer) throws KeySourceException {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            boolean known = signed.getHeader().getKeyID() != null && issuer.equals(signed.getJWTClaimsSet().getIssuer());
            return !known ? Optional.empty() : Optional.of(new Claims(processor.process(signed, null).toJSONObject()));
        } catch (KeySourceException keys) {
            throw keys;
        } catch (ParseException | BadJOSEException | JOSEException notBelieved) {
            return Optional.empty();
        }
    }
}
