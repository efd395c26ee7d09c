package fr.carnet.server.authorization.exchange;

import com.nimbusds.jose.KeySourceException;
import fr.carnet.server.config.ExchangeSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Component;

/**
 * Verifies Pro Santé Connect access tokens, at each exchange anew: signature, introspection or both, as configured. An access token has
 * {@code typ} Bearer there; identity and refresh tokens, signed with the same keys, have another and are refused.
 */
@Component
class SubjectTokens {

    private static final Logger LOG = LoggerFactory.getLogger(SubjectTokens.class);
    private static final int MAXIMUM_LENGTH = 16_384;
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final ExchangeSettings settings;
    private final ProSanteConnect connect;
    private final Clock clock;
    private final @Nullable SignedTokens signatures;

    SubjectTokens(ExchangeSettings settings, ProSanteConnect connect, Clock clock) {
        this.settings = settings;
        this.connect = connect;
        this.clock = clock;
        this.signatures = settings.enabled() && !settings.jwksUri().isBlank() ? SignedTokens.at(settings.jwksUri(), settings.timeout()) : null;
    }

    /**
     * @return whom the token is about and until when
     * @throws OAuth2AuthenticationException invalid_request, or what {@link ProSanteConnect} throws
     */
    Subject verify(String token) {
        if (token.length() > MAXIMUM_LENGTH) {
            throw refused("too long");
        }
        Stream<Claims> said = switch (settings.mode()) {
            case JWKS -> Stream.of(signed(token).orElseThrow(SubjectTokens::badSignature));
            case INTROSPECTION -> Stream.of(introspected(token));
            case BOTH -> Stream.of(signed(token).orElseThrow(SubjectTokens::badSignature), introspected(token));
        };
        List<Subject> subjects = said.map(claims -> subject(token, claims)).toList();
        Subject first = subjects.get(0);
        Subject last = subjects.get(subjects.size() - 1);
        if (!first.sub().equals(last.sub())) {
            throw refused("signature and introspection disagree");
        }
        return new Subject(token, first.sub(), last.nationalId(), Collections.min(List.of(first.expires(), last.expires())));
    }

    /**
     * @return what something is signed for with Pro Santé Connect's keys, empty when it is not
     * @throws OAuth2AuthenticationException temporarily_unavailable when the keys cannot be had, server_error when none are configured
     */
    Optional<Claims> signed(String token) {
        if (signatures == null) {
            LOG.error("Pro Santé Connect signs its userinfo: set carnet.authorization.exchange.jwks-uri");
            throw ExchangeErrors.broken();
        }
        try {
            return signatures.verify(token, settings.issuer());
        } catch (KeySourceException unreachable) {
            LOG.warn("Pro Santé Connect's keys cannot be had: {}", unreachable.getClass().getSimpleName());
            throw ExchangeErrors.unavailable();
        }
    }

    private Claims introspected(String token) {
        Claims said = Claims.of(connect.introspect(token).body()).orElseThrow(ExchangeErrors::broken);
        if (!Boolean.TRUE.equals(said.all().get("active"))) {
            throw refused("Pro Sante Connect says it is not active");
        }
        return said;
    }

    private Subject subject(String token, Claims claims) {
        Instant now = clock.instant();
        Instant expires = claims.instant("exp").filter(now::isBefore).orElseThrow(() -> refused("expired"));
        if (Stream.of("nbf", "iat").flatMap(name -> claims.instant(name).stream()).anyMatch(now.plus(SKEW)::isBefore)) {
            throw refused("not yet valid");
        }
        if (!claims.text("iss").equals(Optional.of(settings.issuer()))) {
            throw refused("not of the issuer whose tokens are exchanged here");
        }
        if (!claims.text("typ").map("Bearer"::equalsIgnoreCase).orElse(true)) {
            throw refused("not an access token");
        }
        Set<String> audience = settings.audience();
        if (!audience.isEmpty() && Collections.disjoint(audience, claims.texts("aud"))) {
            throw refused("not for an audience that is accepted here");
        }
        if (!settings.authorizedParties().isEmpty() && !claims.text("azp").map(settings.authorizedParties()::contains).orElse(false)) {
            throw refused("given to software that is not accepted here");
        }
        return new Subject(token, claims.text("sub").orElseThrow(() -> refused("of nobody")), claims.text("SubjectNameID"), expires);
    }

    private static OAuth2AuthenticationException badSignature() {
        return refused("not signed by Pro Sante Connect");
    }

    private static OAuth2AuthenticationException refused(String why) {
        return ExchangeErrors.invalidRequest("subject_token: " + why);
    }
}
