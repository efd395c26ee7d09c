package fr.carnet.server.app;

import fr.carnet.server.app.AppEntry.Declared;
import fr.carnet.server.storage.AppClients;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The catalogue for the authorization server and its pages: each call reads the service's row, in one statement. */
@Component
class LiveClients implements AppClients {

    private final CatalogueRows rows;
    private final ParsedEntries entries;
    private final Clock clock;

    LiveClients(CatalogueRows rows, ParsedEntries entries, Clock clock) {
        this.rows = rows;
        this.entries = entries;
        this.clock = clock;
    }

    @Override
    public Optional<AppClient> find(String clientId) {
        return rows.ofClient(clientId).map(this::client);
    }

    private AppClient client(StoredApp app) {
        AppEntry entry = entries.of(app).entry();
        AppEntry.Client client = entry.client();
        return new AppClient(app.clientId(), app.oid(), app.isOnlineAt(clock.instant()), entry.name(), entry.description(), app.editor(), entry.logo(),
                new Credentials(client.jwks(), client.jwksUri(), app.secretHash()), client.redirectUris(), Set.copyOf(Arrays.asList(client.scope().split(" "))),
                entry.purposes().stream().map(LiveClients::shown).toList());
    }

    private static DeclaredPurpose shown(Declared purpose) {
        return new DeclaredPurpose(purpose.code(), purpose.label(), purpose.description(), purpose.domain(), purpose.exchanges().stream()
                .map(exchange -> new Exchange(exchange.perimeter(), exchange.action(), exchange.categories().stream().map(AppEntry.Category::title).toList())).toList());
    }
}
