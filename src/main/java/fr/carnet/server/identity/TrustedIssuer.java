package fr.carnet.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import fr.carnet.server.config.SecuritySettings;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Set;

/** Checks tokens of one trusted issuer: asymmetric signature, key by id, issuer, audience, lifetime (API 2, RFC 8725). */
final class TrustedIssuer {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384);
    private static final int SKEW_SECONDS = 30;

    private final SecuritySettings.Kind kind;
    private final DefaultJWTProcessor<SecurityContext> processor;

    TrustedIssuer(SecuritySettings.Issuer settings, JWKSource<SecurityContext> keys, Clock clock) {
        this.kind = settings.kind();
        this.processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(Set.of(settings.audience()),
                new JWTClaimsSet.Builder().issuer(settings.issuer()).build(), Set.of("exp"), Set.of()) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        };
        claims.setMaxClockSkew(SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
    }

    /** @return how this issuer's claims become a caller */
    SecuritySettings.Kind kind() {
        return kind;
    }

    /** @return the claims, empty for a token that is not to be believed for whatever reason */
    Optional<JWTClaimsSet> verify(SignedJWT token) {
        JWSHeader header = token.getHeader();
        boolean keyOfItsOwn = header.getJWK() != null || header.getJWKURL() != null || header.getX509CertURL() != null || header.getX509CertChain() != null;
        if (header.getKeyID() == null || keyOfItsOwn) {
            return Optional.empty();
        }
        try {
            return Optional.of(processor.process(token, null));
        } catch (BadJOSEException | JOSEException notBelieved) {
            return Optional.empty();
        }
    }
}
