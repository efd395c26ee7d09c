package fr.carnet.server.authorization.token;

import com.nimbusds.jwt.JWTClaimNames;
import java.sql.Timestamp;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization.Token;
import org.springframework.stereotype.Component;

/**
 * What a revoked token takes with it (RFC 7009): an access token its own {@code jti}; the token that a grant lives by, which is the refresh token when it has one, the
 * pairing.
 */
@Component
class Revocations {

    /** Why such a pairing ended. */
    static final String REASON = "revoked";

    private final JdbcClient jdbc;
    private final Pairings pairings;

    Revocations(JdbcClient jdbc, Pairings pairings) {
        this.jdbc = jdbc;
        this.pairings = pairings;
    }

    /** Takes note of what was invalidated in a grant that is being stored. */
    void heed(OAuth2Authorization grant) {
        Token<OAuth2AccessToken> access = grant.getAccessToken();
        Token<OAuth2RefreshToken> refresh = grant.getRefreshToken();
        boolean revoked = access != null && access.isInvalidated();
        if (revoked) {
            revoke(access);
        }
        if (refresh == null ? revoked : refresh.isInvalidated()) {
            pairings.end(grant.getId(), REASON);
        }
    }

    private void revoke(Token<OAuth2AccessToken> access) {
        Map<String, Object> claims = access.getClaims();
        if (claims != null && claims.get(JWTClaimNames.JWT_ID) instanceof String jti) {
            jdbc.sql("insert into carnet.revoked_token (jti, expires) values (?, ?) on conflict do nothing").params(jti, Timestamp.from(access.getToken().getExpiresAt())).update();
        }
    }
}
