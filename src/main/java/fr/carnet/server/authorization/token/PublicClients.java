package fr.carnet.server.authorization.token;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Clients without credentials at the token endpoint: their code is bound to its verifier, which Spring's own provider checks, their refresh token to a single use
 * (RFC 9700, 2.2.2). Whoever says only its name is taken for one, and refused when it is registered with credentials. A refresh need not even name the client
 * (RFC 6749, 6): the token is the client's of its grant.
 */
final class PublicClients implements AuthenticationConverter, AuthenticationProvider {

    private static final String TOKEN_ENDPOINT = "/oauth2/token";

    private final RegisteredClientRepository clients;
    private final Grants grants;

    PublicClients(RegisteredClientRepository clients, Grants grants) {
        this.clients = clients;
        this.grants = grants;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String[] ids = Optional.ofNullable(request.getParameterValues(OAuth2ParameterNames.CLIENT_ID)).orElseGet(() -> new String[0]);
        String refreshToken = request.getParameter(OAuth2ParameterNames.REFRESH_TOKEN);
        boolean refresh = AuthorizationGrantType.REFRESH_TOKEN.getValue().equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE)) && refreshToken != null;
        boolean credentials = request.getHeader("Authorization") != null || request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) != null
                || request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION) != null;
        if (!TOKEN_ENDPOINT.equals(request.getServletPath()) || credentials || ids.length == 0 && !refresh) {
            return null;
        }
        Map<String, Object> parameters = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
        if (ids.length > 1 || request.getParameterMap().values().stream().anyMatch(values -> values.length != 1)) {
            throw OAuthErrors.refused(OAuth2ErrorCodes.INVALID_REQUEST, "each parameter at most once");
        }
        String id = ids.length == 1 ? ids[0] : grants.clientOfRefreshToken(String.valueOf(refreshToken))
                .orElseThrow(() -> OAuthErrors.refused(OAuth2ErrorCodes.INVALID_GRANT, "refresh_token: unknown, expired or used"));
        return new OAuth2ClientAuthenticationToken(id, ClientAuthenticationMethod.NONE, null, parameters);
    }

    /** @return the client, null for a code: its verifier is still to be checked */
    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        OAuth2ClientAuthenticationToken asked = (OAuth2ClientAuthenticationToken) authentication;
        boolean code = AuthorizationGrantType.AUTHORIZATION_CODE.getValue().equals(asked.getAdditionalParameters().get(OAuth2ParameterNames.GRANT_TYPE));
        if (code || !ClientAuthenticationMethod.NONE.equals(asked.getClientAuthenticationMethod())) {
            return null;
        }
        RegisteredClient client = clients.findByClientId(String.valueOf(asked.getPrincipal()));
        if (client == null || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
            throw OAuthErrors.refused(OAuth2ErrorCodes.INVALID_CLIENT, "client_id: no public client of this name");
        }
        return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
    }

    @Override
    public boolean supports(Class<?> type) {
        return OAuth2ClientAuthenticationToken.class.isAssignableFrom(type);
    }
}
