package fr.carnet.server.authorization.client;

import fr.carnet.server.authorization.token.AccessTokenClaims;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** What the token of a structure's software says beyond what every token does (SMART backend services): which structure it is. */
final class StructureClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    private static final String KIND = "structure";

    @Override
    public void customize(JwtEncodingContext context) {
        if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
            String structure = ClientTraits.of(context.getRegisteredClient()).structure().orElseThrow(() -> new IllegalStateException("no structure's software"));
            context.getClaims().subject(structure).claim(AccessTokenClaims.KIND, KIND);
        }
    }
}
