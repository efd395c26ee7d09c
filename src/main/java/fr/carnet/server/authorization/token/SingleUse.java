package fr.carnet.server.authorization.token;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * A code and a refresh token are good for one use (RFC 6749, 4.1.2; RFC 9700, 4.14.2). What comes a second time was copied by somebody, and who that is cannot be
 * told: the grant ends, for the thief and for the app. Every refusal that concerns a pairing is in the record's history.
 */
@Component
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class SingleUse {

    /** Why a pairing ended whose code came twice. */
    static final String CODE_REPLAYED = "code-replayed";
    /** Why a pairing ended whose refresh token came twice. */
    static final String REFRESH_REPLAYED = "refresh-token-replayed";
    private static final int BAD_REQUEST = 400;

    private final Grants grants;
    private final GrantStore store;
    private final GrantRules rules;
    private final Pairings pairings;
    private final PairingTrace trace;
    private final Clock clock;

    SingleUse(Grants grants, GrantStore store, GrantRules rules, Pairings pairings, PairingTrace trace, Clock clock) {
        this.grants = grants;
        this.store = store;
        this.rules = rules;
        this.pairings = pairings;
        this.trace = trace;
        this.clock = clock;
    }

    Authentication code(OAuth2AuthorizationCodeAuthenticationToken asked, Supplier<Authentication> grant) {
        Optional<String> id = grants.lockByCode(asked.getCode());
        if (id.isEmpty()) {
            throw invalid("code: unknown, expired or used");
        }
        if (isUsed(id.get())) {
            pairings.end(id.get(), CODE_REPLAYED);
            throw invalid("code: unknown, expired or used");
        }
        return checked(id.get(), grant);
    }

    Authentication refresh(OAuth2RefreshTokenAuthenticationToken asked, Supplier<Authentication> grant) {
        Optional<String> id = grants.lockByRefreshToken(asked.getRefreshToken());
        if (id.isEmpty()) {
            grants.findByUsedRefreshToken(asked.getRefreshToken()).ifPresent(copied -> pairings.end(copied, REFRESH_REPLAYED));
            throw invalid("refresh_token: unknown, expired or used");
        }
        Authentication tokens = checked(id.get(), grant);
        grants.used(asked.getRefreshToken(), id.get());
        return tokens;
    }

    private boolean isUsed(String id) {
        OAuth2Authorization grant = store.findById(id);
        OAuth2Authorization.Token<OAuth2AuthorizationCode> code = grant == null ? null : grant.getToken(OAuth2AuthorizationCode.class);
        return code != null && code.isInvalidated();
    }

    private Authentication checked(String id, Supplier<Authentication> grant) {
        Optional<OAuth2AuthenticationException> refusal = rules.refusal(id);
        try {
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            return grant.get();
        } catch (OAuth2AuthenticationException refused) {
            pairings.find(id).ifPresent(pairing -> trace.refused(pairing, refused.getError().getErrorCode(), clock.instant(), BAD_REQUEST));
            throw refused;
        }
    }

    private static OAuth2AuthenticationException invalid(String description) {
        return OAuthErrors.refused(OAuth2ErrorCodes.INVALID_GRANT, description);
    }
}
