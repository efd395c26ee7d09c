package fr.carnet.server.authorization.client;

import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/** A public client that revokes a token of its own: it has nothing but its id to show, and the token (RFC 7009 section 2.1). */
final class RevokingPublicClient extends OAuth2ClientAuthenticationToken {

    private static final long serialVersionUID = 1L;

    RevokingPublicClient(String clientId) {
        super(clientId, ClientAuthenticationMethod.NONE, null, null);
    }
}
