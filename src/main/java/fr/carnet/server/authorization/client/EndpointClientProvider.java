package fr.carnet.server.authorization.client;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** Believes what {@link EndpointClients} found: a public client's id where a token proves the rest, a live access token as the client that it was given to. */
final class EndpointClientProvider implements AuthenticationProvider {

    private final RegisteredClientRepository clients;
    private final OAuth2AuthorizationService grants;

    EndpointClientProvider(RegisteredClientRepository clients, OAuth2AuthorizationService grants) {
        this.clients = clients;
        this.grants = grants;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication shown) {
        if (shown instanceof RevokingPublicClient revoking) {
            RegisteredClient client = clients.findByClientId(revoking.getPrincipal().toString());
            return authenticated(client != null && client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE) ? client : null,
                    ClientAuthenticationMethod.NONE);
        }
        if (shown instanceof BearerClient bearer) {
            return authenticated(holder(String.valueOf(bearer.getCredentials())), BearerClient.METHOD);
        }
        return null;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return RevokingPublicClient.class.isAssignableFrom(authentication) || BearerClient.class.isAssignableFrom(authentication);
    }

    private @Nullable RegisteredClient holder(String accessToken) {
        OAuth2Authorization grant = grants.findByToken(accessToken, OAuth2TokenType.ACCESS_TOKEN);
        OAuth2Authorization.Token<OAuth2AccessToken> token = grant == null ? null : grant.getAccessToken();
        return token != null && token.isActive() ? clients.findById(grant.getRegisteredClientId()) : null;
    }

    private static OAuth2ClientAuthenticationToken authenticated(@Nullable RegisteredClient client, ClientAuthenticationMethod method) {
        if (client == null) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        return new OAuth2ClientAuthenticationToken(client, method, null);
    }
}
