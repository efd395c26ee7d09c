package fr.carnet.server.authorization.client;

import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/** Whoever asks about a token with an access token in hand (SMART App Launch 2.2, token introspection). */
final class BearerClient extends OAuth2ClientAuthenticationToken {

    static final ClientAuthenticationMethod METHOD = new ClientAuthenticationMethod("bearer");
    private static final long serialVersionUID = 1L;

    BearerClient(String accessToken) {
        super("bearer", METHOD, accessToken, null);
    }
}
