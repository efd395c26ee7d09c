package fr.carnet.server.authorization.token;

import fr.carnet.server.config.EndpointSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * What an authorization request must say (SMART App Launch 2.2, obtain authorization code; RFC 7636; RFC 9700): the redirect URI as registered, character by
 * character, before anything else, so that a wrong one never receives an answer; then state, the FHIR base in {@code aud}, a S256 challenge, scopes.
 */
final class AuthorizationRequestRules implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    /** A parameter of its own for the grant, never told to anybody: longer ones are refused. */
    private static final int LONGEST = 2000;

    private final EndpointSettings endpoint;
    private final OnlineClients online;

    AuthorizationRequestRules(EndpointSettings endpoint, OnlineClients online) {
        this.endpoint = endpoint;
        this.online = online;
    }

    @Override
    public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        RegisteredClient client = context.getRegisteredClient();
        String redirectUri = request.getRedirectUri();
        if (redirectUri == null || !client.getRedirectUris().contains(redirectUri)) {
            throw OAuthErrors.refused(OAuth2ErrorCodes.INVALID_REQUEST, "redirect_uri: must be one that the client registered, character by character", request, null);
        }
        if (!online.isOnline(client.getClientId())) {
            throw OAuthErrors.refused(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, "client_id: the service is not online in the catalogue", request, redirectUri);
        }
        problem(request).ifPresent(description -> {
            throw OAuthErrors.refused(OAuth2ErrorCodes.INVALID_REQUEST, description, request, redirectUri);
        });
        scopeProblem(request.getScopes(), client.getScopes()).ifPresent(description -> {
            throw OAuthErrors.refused(OAuth2ErrorCodes.INVALID_SCOPE, description, request, redirectUri);
        });
    }

    private Optional<String> problem(OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        Map<String, Object> parameters = request.getAdditionalParameters();
        if (isBlank(request.getState())) {
            return Optional.of("state: required, unguessable, 122 bits or more");
        }
        Optional<String> bad = parameters.entrySet().stream().filter(parameter -> !(parameter.getValue() instanceof String value) || value.length() > LONGEST)
                .map(Map.Entry::getKey).findFirst();
        if (bad.isPresent() || request.getState().length() > LONGEST) {
            return Optional.of("each parameter at most once, and at most " + LONGEST + " characters long");
        }
        if (parameters.containsKey(IdPe.NAME) && (online.app(request.getClientId()).isEmpty() || IdPe.of(parameters.get(IdPe.NAME)).isEmpty())) {
            return Optional.of(IdPe.NAME + ": a catalogued service's own identifier of the patient, 1 to 64 of A-Z a-z 0-9 . _ ~ : @ + / = -, never a national one");
        }
        if (!isThisServer(parameters)) {
            return Optional.of("aud: required, must be " + endpoint.baseUrl());
        }
        if (!CHALLENGE.matcher(text(parameters, "code_challenge")).matches()) {
            return Optional.of("code_challenge: required, BASE64URL of a SHA-256");
        }
        return "S256".equals(parameters.get("code_challenge_method")) ? Optional.empty() : Optional.of("code_challenge_method: required, must be S256");
    }

    /** {@code resource} (RFC 8707) says the same as {@code aud}; when both are there, both must be right. */
    private boolean isThisServer(Map<String, Object> parameters) {
        boolean said = parameters.containsKey("aud") || parameters.containsKey("resource");
        return said && Set.of("aud", "resource").stream().filter(parameters::containsKey).allMatch(name -> {
            String value = text(parameters, name);
            return value.equals(endpoint.baseUrl()) || value.equals(endpoint.baseUrl() + "/");
        });
    }

    private static Optional<String> scopeProblem(Set<String> asked, Set<String> registered) {
        if (asked.isEmpty()) {
            return Optional.of("scope: required");
        }
        return AskedScopes.refused(asked, registered).map(scope -> "scope: unknown, or more than the client may ask for");
    }

    private static String text(Map<String, Object> parameters, String name) {
        return parameters.get(name) instanceof String value ? value : "";
    }

    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }
}
