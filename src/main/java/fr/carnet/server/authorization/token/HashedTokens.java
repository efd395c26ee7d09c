package fr.carnet.server.authorization.token;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization.Token;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;

/** A grant with other values in its code and tokens, all else being the same. */
final class HashedTokens {

    private HashedTokens() {
    }

    static OAuth2Authorization map(OAuth2Authorization grant, UnaryOperator<String> value) {
        OAuth2Authorization.Builder mapped = OAuth2Authorization.from(grant);
        with(mapped, grant.getToken(OAuth2AuthorizationCode.class), code -> new OAuth2AuthorizationCode(value.apply(code.getTokenValue()), code.getIssuedAt(), code.getExpiresAt()));
        with(mapped, grant.getToken(OAuth2AccessToken.class),
                token -> new OAuth2AccessToken(token.getTokenType(), value.apply(token.getTokenValue()), token.getIssuedAt(), token.getExpiresAt(), token.getScopes()));
        with(mapped, grant.getToken(OAuth2RefreshToken.class), token -> new OAuth2RefreshToken(value.apply(token.getTokenValue()), token.getIssuedAt(), token.getExpiresAt()));
        with(mapped, grant.getToken(OidcIdToken.class),
                token -> new OidcIdToken(value.apply(token.getTokenValue()), token.getIssuedAt(), token.getExpiresAt(), token.getClaims()));
        return mapped.build();
    }

    private static <T extends OAuth2Token> void with(OAuth2Authorization.Builder mapped, @Nullable Token<T> token, UnaryOperator<T> change) {
        if (token != null) {
            // Its metadata (claims, invalidated) are the builder's already, by the token's class.
            mapped.token(change.apply(token.getToken()));
        }
    }
}
