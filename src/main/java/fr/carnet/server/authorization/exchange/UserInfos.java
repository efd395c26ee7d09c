package fr.carnet.server.authorization.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import fr.carnet.server.authorization.token.TokenHash;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Component;

/**
 * What Pro Santé Connect says of a professional, fetched with the subject token and remembered no longer than that token lives (transport
 * guide, userinfo). Plain JSON or a signed JWT, as the Content-Type says. Remembered under the token's SHA-256, never under the token.
 */
@Component
class UserInfos {

    private static final Logger LOG = LoggerFactory.getLogger(UserInfos.class);
    private static final int REMEMBERED = 10_000;
    private static final MediaType JWT = MediaType.parseMediaType("application/jwt");

    private final ProSanteConnect connect;
    private final SubjectTokens tokens;
    private final Cache<String, Known> known;

    UserInfos(ProSanteConnect connect, SubjectTokens tokens, Clock clock) {
        this.connect = connect;
        this.tokens = tokens;
        this.known = Caffeine.newBuilder().maximumSize(REMEMBERED).ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfter(Expiry.creating((String token, Known info) -> Duration.between(clock.instant(), info.until()))).build();
    }

    private record Known(Claims claims, Instant until) {
    }

    /**
     * @return userinfo of the token's person
     * @throws OAuth2AuthenticationException invalid_request when it is about somebody else, or what {@link ProSanteConnect} throws
     */
    Claims of(Subject subject) {
        String key = TokenHash.of(subject.token());
        Known remembered = known.getIfPresent(key);
        if (remembered != null) {
            return remembered.claims();
        }
        Claims fetched = fetch(subject);
        known.put(key, new Known(fetched, subject.expires()));
        return fetched;
    }

    private Claims fetch(Subject subject) {
        ProSanteConnect.Answered answered = connect.userinfo(subject.token());
        Claims info = read(answered).orElseThrow(() -> {
            LOG.error("Pro Santé Connect's userinfo is neither JSON nor signed with its keys");
            return ExchangeErrors.broken();
        });
        boolean same = info.text("sub").equals(Optional.of(subject.sub()))
                && subject.nationalId().map(id -> info.text("SubjectNameID").equals(Optional.of(id))).orElse(true);
        if (!same) {
            throw ExchangeErrors.invalidRequest("subject_token: its userinfo is about somebody else");
        }
        return info;
    }

    private Optional<Claims> read(ProSanteConnect.Answered answered) {
        if (answered.type() == null) {
            return Optional.empty();
        }
        if (JWT.isCompatibleWith(answered.type())) {
            return tokens.signed(new String(answered.body(), StandardCharsets.US_ASCII).trim());
        }
        return MediaType.APPLICATION_JSON.isCompatibleWith(answered.type()) ? Claims.of(answered.body()) : Optional.empty();
    }
}
