package fr.carnet.server.authorization.token;

import fr.carnet.server.storage.AppClients;
import fr.carnet.server.storage.AppClients.AppClient;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether a client may act now: the catalogue's word for its apps; clients that the operator configured are there for as long as they are configured. */
@Component
final class OnlineClients {

    private final AppClients catalogue;

    OnlineClients(AppClients catalogue) {
        this.catalogue = catalogue;
    }

    /** @return the app, as the catalogue lists it now */
    Optional<AppClient> app(String clientId) {
        return catalogue.find(clientId);
    }

    boolean isOnline(String clientId) {
        return app(clientId).map(AppClient::online).orElse(true);
    }
}
