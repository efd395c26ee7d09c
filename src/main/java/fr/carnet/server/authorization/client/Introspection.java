package fr.carnet.server.authorization.client;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/**
 * Who may ask about which token (RFC 7662): a resource server about any, every other client about its own. A token that one may not ask about is told like
 * one that does not exist; so is a code, which is nobody's to ask about.
 */
final class Introspection implements AuthenticationProvider {

    private final OAuth2AuthorizationService grants;
    private final RegisteredClientRepository clients;
    private final OAuth2TokenIntrospectionAuthenticationProvider spring;

    Introspection(RegisteredClientRepository clients, OAuth2AuthorizationService grants) {
        this.grants = grants;
        this.clients = clients;
        this.spring = new OAuth2TokenIntrospectionAuthenticationProvider(clients, grants);
    }

    @Override
    public @Nullable Authentication authenticate(Authentication request) {
        OAuth2TokenIntrospectionAuthenticationToken asked = (OAuth2TokenIntrospectionAuthenticationToken) request;
        if (!(asked.getPrincipal() instanceof OAuth2ClientAuthenticationToken asking) || asking.getRegisteredClient() == null) {
            return spring.authenticate(request);
        }
        OAuth2Authorization grant = grants.findByToken(asked.getToken(), null);
        if (grant == null || clients.findById(grant.getRegisteredClientId()) == null || !mayAsk(asking, grant)) {
            return inactive(asked, asking);
        }
        OAuth2Authorization.Token<OAuth2Token> token = grant.getToken(asked.getToken());
        boolean telling = token != null && (token.getToken() instanceof OAuth2AccessToken || token.getToken() instanceof OAuth2RefreshToken);
        return telling ? told((OAuth2TokenIntrospectionAuthenticationToken) spring.authenticate(asked), asking, grant) : inactive(asked, asking);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2TokenIntrospectionAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private static boolean mayAsk(OAuth2ClientAuthenticationToken asking, OAuth2Authorization grant) {
        return ClientTraits.of(asking.getRegisteredClient()).kind() == ClientTraits.Kind.RESOURCE_SERVER
                || grant.getRegisteredClientId().equals(asking.getRegisteredClient().getId());
    }

    /** A refresh token has no claims of its own: what it would give is told. */
    private static Authentication told(OAuth2TokenIntrospectionAuthenticationToken answer, OAuth2ClientAuthenticationToken asking, OAuth2Authorization grant) {
        OAuth2TokenIntrospection claims = answer.getTokenClaims();
        if (!claims.isActive() || claims.getScopes() != null) {
            return answer;
        }
        Map<String, Object> more = new HashMap<>(claims.getClaims());
        more.put("scope", grant.getAuthorizedScopes().stream().sorted().toList());
        return new OAuth2TokenIntrospectionAuthenticationToken(answer.getToken(), asking, OAuth2TokenIntrospection.withClaims(more).build());
    }

    private static Authentication inactive(OAuth2TokenIntrospectionAuthenticationToken asked, OAuth2ClientAuthenticationToken asking) {
        return new OAuth2TokenIntrospectionAuthenticationToken(asked.getToken(), asking, OAuth2TokenIntrospection.builder().build());
    }
}
