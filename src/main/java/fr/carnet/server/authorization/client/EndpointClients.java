package fr.carnet.server.authorization.client;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** What may stand for a client beside its credentials, endpoint by endpoint; the last converter asked, it refuses whoever shows nothing. */
final class EndpointClients implements AuthenticationConverter {

    private static final String BEARER = "Bearer ";

    private final AuthorizationServerSettings settings;

    EndpointClients(AuthorizationServerSettings settings) {
        this.settings = settings;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (path.equals(settings.getTokenIntrospectionEndpoint()) && header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && header.length() > BEARER.length()) {
            return new BearerClient(header.substring(BEARER.length()).trim());
        }
        String[] ids = request.getParameterValues(OAuth2ParameterNames.CLIENT_ID);
        if (path.equals(settings.getTokenRevocationEndpoint()) && header == null && ids != null && ids.length == 1 && !ids[0].isBlank()) {
            return new RevokingPublicClient(ids[0]);
        }
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
}
