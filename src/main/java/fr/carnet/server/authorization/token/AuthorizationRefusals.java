package fr.carnet.server.authorization.token;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The answer to an authorization request that is refused: to the app, by redirect, when the client is known and the redirect URI is one of its own, character by
 * character; else to the person alone (RFC 6749, 4.1.2.1). Nothing that the request sent stands in the page.
 */
final class AuthorizationRefusals implements AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(AuthorizationRefusals.class);
    private final RegisteredClientRepository clients;

    AuthorizationRefusals(RegisteredClientRepository clients) {
        this.clients = clients;
    }

    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception) throws IOException, ServletException {
        OAuth2Error error = ((OAuth2AuthenticationException) exception).getError();
        LOG.info("authorization request refused: {}", error.getErrorCode());
        String description = Optional.ofNullable(error.getDescription()).orElse("");
        OAuth2AuthorizationCodeRequestAuthenticationToken asked = exception instanceof OAuth2AuthorizationCodeRequestAuthenticationException refused
                ? refused.getAuthorizationCodeRequestAuthentication() : null;
        Optional<String> redirectUri = asked == null ? unread(request) : Optional.ofNullable(asked.getRedirectUri());
        if (redirectUri.isEmpty()) {
            request.setAttribute(RefusedLaunchPage.ERROR, error.getErrorCode());
            request.setAttribute(RefusedLaunchPage.DESCRIPTION, description);
            request.getRequestDispatcher(RefusedLaunchPage.PATH).forward(request, response);
            return;
        }
        String state = asked == null ? request.getParameter("state") : asked.getState();
        response.sendRedirect(location(redirectUri.get(), error.getErrorCode(), description, state));
    }

    /** What could not even be read as a request may still say, once, who asks and where to answer. */
    private Optional<String> unread(HttpServletRequest request) {
        String client = once(request, "client_id");
        String redirectUri = once(request, "redirect_uri");
        RegisteredClient registered = client == null || client.isBlank() ? null : clients.findByClientId(client);
        return registered != null && redirectUri != null && registered.getRedirectUris().contains(redirectUri) ? Optional.of(redirectUri) : Optional.empty();
    }

    private static @Nullable String once(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        return values != null && values.length == 1 ? values[0] : null;
    }

    private static String location(String redirectUri, String code, String description, @Nullable String state) {
        UriComponentsBuilder location = UriComponentsBuilder.fromUriString(redirectUri).queryParam("error", code).queryParam("error_description", encoded(description));
        if (state != null && !state.isEmpty()) {
            location.queryParam("state", encoded(state));
        }
        return location.build(true).toUriString();
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }
}
