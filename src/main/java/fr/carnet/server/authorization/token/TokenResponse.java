package fr.carnet.server.authorization.token;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;

/** What an app is told beside its token (SMART App Launch 2.2, launch context): whose record it is, and that it has to show whose. */
final class TokenResponse implements Consumer<OAuth2AccessTokenAuthenticationContext> {

    @Override
    public void accept(OAuth2AccessTokenAuthenticationContext context) {
        OAuth2AccessTokenAuthenticationToken granted = context.getAuthentication();
        JWTClaimsSet claims = claims(granted.getAccessToken().getTokenValue());
        if (claims.getClaim(AccessTokenClaims.PAIRING) == null) {
            return;
        }
        Map<String, Object> more = new LinkedHashMap<>(granted.getAdditionalParameters());
        more.put("patient", claims.getClaim("patient"));
        more.put("need_patient_banner", true);
        if (claims.getClaim(IdPe.NAME) != null) {
            more.put(IdPe.NAME, claims.getClaim(IdPe.NAME));
        }
        context.getAccessTokenResponse().additionalParameters(more);
    }

    private static JWTClaimsSet claims(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new IllegalStateException("an access token of our own that is no JWT", e);
        }
    }
}
