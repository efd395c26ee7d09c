package fr.carnet.server.authorization.page;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/**
 * What an app asked for and the person has not answered yet, as the authorization server keeps it: a page's address may be made up by anybody, so what is
 * shown is never taken from it.
 *
 * @param client      the app as a client
 * @param scopes      scopes it asks for
 * @param redirectUri where the answer goes
 */
record AskedLaunch(RegisteredClient client, Set<String> scopes, String redirectUri) {

    private static final OAuth2TokenType STATE = new OAuth2TokenType(OAuth2ParameterNames.STATE);

    /** Finds launches that wait for an answer. */
    @PagePart
    static class Waiting {

        private final OAuth2AuthorizationService authorizations;
        private final RegisteredClientRepository clients;

        Waiting(OAuth2AuthorizationService authorizations, RegisteredClientRepository clients) {
            this.authorizations = authorizations;
            this.clients = clients;
        }

        /**
         * @param state    state of the consent, as it stands in the page's address
         * @param clientId client, as it stands there
         * @param account  account of the person in front of the page
         * @return empty when there is no such launch, or it is another person's
         */
        Optional<AskedLaunch> find(String state, String clientId, String account) {
            return Optional.ofNullable(authorizations.findByToken(state, STATE)).filter(waiting -> waiting.getPrincipalName().equals(account)).flatMap(this::launch)
                    .filter(launch -> launch.client().getClientId().equals(clientId));
        }

        private Optional<AskedLaunch> launch(OAuth2Authorization waiting) {
            OAuth2AuthorizationRequest request = waiting.getAttribute(OAuth2AuthorizationRequest.class.getName());
            return Optional.ofNullable(clients.findById(waiting.getRegisteredClientId())).filter(client -> request != null)
                    .map(client -> new AskedLaunch(client, request.getScopes(), request.getRedirectUri()));
        }
    }

    /** @return where the answer goes, as a source of a Content-Security-Policy: browsers follow a form's redirect to nowhere else */
    String formTarget() {
        URI target = URI.create(redirectUri);
        // A policy knows no IPv6 addresses.
        if (target.getHost() == null || target.getHost().startsWith("[")) {
            return target.getScheme() + ":";
        }
        return target.getScheme() + "://" + target.getHost() + (target.getPort() < 0 ? "" : ":" + target.getPort());
    }
}
