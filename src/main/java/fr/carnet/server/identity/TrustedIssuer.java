package fr.carnet.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import fr.carnet.server.config.SecuritySettings;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Checks tokens of one trusted issuer: asymmetric signature, key by id, issuer, audience, lifetime (API 2, RFC 8725). */
final class TrustedIssuer {

    private static final int SKEW_SECONDS = 30;

    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");
    /** Kinds of callers that the own issuer has tokens for, by their word. */
    private static final Map<String, SecuritySettings.Kind> OWN_KINDS = Map.of("smart", SecuritySettings.Kind.SMART, "structure", SecuritySettings.Kind.STRUCTURE,
            "pro-sante-connect", SecuritySettings.Kind.PRO_SANTE_CONNECT);

    private final Function<JWTClaimsSet, Optional<SecuritySettings.Kind>> kind;
    private final Predicate<JWTClaimsSet> live;
    private final Set<String> firstParty;
    private final JWKSource<SecurityContext> keys;
    private final DefaultJWTProcessor<SecurityContext> processor;

    /** Somebody else's: one kind of caller; what it gave is believed until it expires. */
    TrustedIssuer(SecuritySettings.Issuer settings, JWKSource<SecurityContext> keys, Clock clock) {
        this.kind = claims -> Optional.of(settings.kind());
        this.live = claims -> true;
        this.firstParty = Set.of();
        this.keys = keys;
        this.processor = processor(settings.issuer(), settings.audience(), keys, clock);
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, ACCESS_TOKEN, null));
    }

    /** The own one: each token says its kind, and none but access tokens passes, for it signs identity tokens too. */
    TrustedIssuer(OwnIssuer own, Clock clock) {
        this.kind = claims -> Optional.ofNullable(claims.getClaim(own.kind())).map(String::valueOf).map(OWN_KINDS::get);
        this.live = own.live();
        this.firstParty = Set.of(own.firstParty());
        this.keys = own.keys();
        this.processor = processor(own.issuer(), own.audience(), own.keys(), clock);
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(ACCESS_TOKEN));
    }

    private static DefaultJWTProcessor<SecurityContext> processor(String issuer, String audience, JWKSource<SecurityContext> keys, Clock clock) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(TokenSignatures.by(keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(Set.of(audience),
                new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp"), Set.of()) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        };
        claims.setMaxClockSkew(SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
        return processor;
    }

    /** @return how these claims become a caller, empty when the issuer has no such kind */
    Optional<SecuritySettings.Kind> kind(JWTClaimsSet claims) {
        return kind.apply(claims);
    }

    /** @return whether the token, believed already, is worth something now */
    boolean isLive(JWTClaimsSet claims) {
        return live.test(claims);
    }

    /** @return its clients that act as the person itself, besides the configured ones */
    Set<String> firstParty() {
        return firstParty;
    }

    /** @return the token with its claims, empty when it is not to be believed for whatever reason */
    Optional<BelievedTokens.Believed> verify(SignedJWT token, int length) {
        if (!TokenSignatures.namesItsKey(token.getHeader())) {
            return Optional.empty();
        }
        try {
            // Asked for before, so that keys which change meanwhile are noticed at the next request.
            List<JWK> present = keysOf(token);
            return Optional.of(new BelievedTokens.Believed(this, token, processor.process(token, null), present, length));
        } catch (BadJOSEException | JOSEException notBelieved) {
            return Optional.empty();
        }
    }

    /** @return whether a token whose signature was good holds now: its issuer has the same keys for it still, and it is neither too old nor for anybody else */
    boolean stillBelieves(BelievedTokens.Believed token) {
        try {
            if (token.keys().isEmpty() || !token.keys().equals(keysOf(token.parsed()))) {
                return false;
            }
            processor.getJWTClaimsSetVerifier().verify(token.claims(), null);
            return true;
        } catch (BadJWTException | KeySourceException notBelieved) {
            return false;
        }
    }

    /** Asked at each request: the source keeps them as long as it keeps keys, and asks for them again when they are unknown. */
    private List<JWK> keysOf(SignedJWT token) throws KeySourceException {
        return List.copyOf(keys.get(new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader())), null));
    }
}
