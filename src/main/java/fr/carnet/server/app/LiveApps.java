package fr.carnet.server.app;

import fr.carnet.enforcement.policy.ReferencedApp;
import fr.carnet.enforcement.policy.ReferencedApps;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The catalogue for the rules: each call reads the service's row, in one statement, so that whatever changes in it binds the next request on every node. */
@Component
class LiveApps implements ReferencedApps {

    private final CatalogueRows rows;
    private final ParsedEntries entries;
    private final Clock clock;

    LiveApps(CatalogueRows rows, ParsedEntries entries, Clock clock) {
        this.rows = rows;
        this.entries = entries;
        this.clock = clock;
    }

    @Override
    public Optional<ReferencedApp> find(String clientId) {
        return rows.ofClient(clientId).map(this::referenced);
    }

    @Override
    public Optional<ReferencedApp> findByOid(String oid) {
        return rows.ofOid(oid).map(this::referenced);
    }

    private ReferencedApp referenced(StoredApp app) {
        return new ReferencedApp(app.clientId(), app.oid(), app.isOnlineAt(clock.instant()), entries.of(app).purposes());
    }
}
