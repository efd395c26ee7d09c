package fr.carnet.server.authorization.client;

import fr.carnet.server.authorization.token.PersonTokens;
import fr.carnet.server.storage.AppClients;
import fr.carnet.server.storage.AppClients.AppClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/**
 * The clients of the authorization server: configured ones, then the catalogue, asked at every call. A service that is not online is no client: it gets
 * no code, no token and no refresh. A client's internal id is its client id.
 */
final class RegisteredClients implements RegisteredClientRepository {

    private static final Logger LOG = LoggerFactory.getLogger(RegisteredClients.class);

    private final ConfiguredClients configured;
    private final AppClients catalogue;
    private final ClientShapes shapes;

    RegisteredClients(ConfiguredClients configured, AppClients catalogue, ClientShapes shapes) {
        this.configured = configured;
        this.catalogue = catalogue;
        this.shapes = shapes;
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return configured.find(clientId).or(() -> app(clientId)).orElse(null);
    }

    /** @throws UnsupportedOperationException always: clients are configured or in the catalogue */
    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("clients are configured or in the catalogue");
    }

    private Optional<RegisteredClient> app(String clientId) {
        if (PersonTokens.CLIENT.equals(clientId)) {
            return Optional.empty();
        }
        return catalogue.find(clientId).filter(AppClient::online).flatMap(this::shaped);
    }

    /** An entry that Spring refuses, for example without a redirect URI, is no client; the request is refused, not broken. */
    private Optional<RegisteredClient> shaped(AppClient app) {
        try {
            return Optional.of(shapes.app(app));
        } catch (IllegalArgumentException unusable) {
            LOG.warn("the catalogue's entry of {} is no OAuth client: {}", app.clientId(), unusable.getMessage());
            return Optional.empty();
        }
    }
}
