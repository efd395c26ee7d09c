package fr.carnet.server.authorization.page;

import fr.carnet.server.storage.AppClients;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** The way back to an app that sent a person here: offered when it is one of the app's own redirect URIs, to the letter, and never followed by itself. */
@PagePart
class ReturnLinks {

    private final AppClients catalogue;
    private final RegisteredClientRepository clients;

    ReturnLinks(AppClients catalogue, RegisteredClientRepository clients) {
        this.catalogue = catalogue;
        this.clients = clients;
    }

    /** @return the address asked for when it is registered for this client, else nothing */
    Optional<String> of(String clientId, Optional<String> asked) {
        return asked.filter(address -> catalogue.find(clientId).map(app -> app.redirectUris().contains(address)).orElseGet(() -> configured(clientId).contains(address)));
    }

    private Set<String> configured(String clientId) {
        return Optional.ofNullable(clients.findByClientId(clientId)).map(RegisteredClient::getRedirectUris).orElse(Set.of());
    }
}
