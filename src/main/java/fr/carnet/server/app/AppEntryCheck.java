package fr.carnet.server.app;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.validation.ResourceCheck;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Endpoint;
import org.springframework.stereotype.Component;

/** What an entry must say by itself, whatever the catalogue holds; {@code Endpoint/$validate} tells the same. */
@Component
class AppEntryCheck implements ResourceCheck<Endpoint> {

    private final ClientCheck clients;
    private final PurposeCheck purposes;

    AppEntryCheck(ClientCheck clients, PurposeCheck purposes) {
        this.clients = clients;
        this.purposes = purposes;
    }

    @Override
    public Class<Endpoint> type() {
        return Endpoint.class;
    }

    @Override
    public void check(Endpoint entry, Caller caller) {
        AppEntry said = AppEntryReader.read(entry);
        String presentation = "Endpoint.extension('" + Canonical.APP_PRESENTATION + "')";
        require(PurposeCheck.isBilingual(said.name()), "Endpoint.name", "app-language");
        require(PurposeCheck.isBilingual(said.description()), presentation + ".extension('description')", "app-language");
        require(ClientCheck.isSafe(String.valueOf(entry.getAddress())), "Endpoint.address", "app-address");
        require(Stream.concat(said.logo().stream(), said.links().stream()).allMatch(ClientCheck::isSafe), presentation, "app-address");
        require(!entry.hasPeriod() || ReferencingPeriod.of(entry.getPeriod()).isPresent(), "Endpoint.period", "app-period");
        clients.check(said.client());
        purposes.check(said.purposes());
    }

    private static void require(boolean kept, String place, String rule) {
        if (!kept) {
            throw Refusal.rule(place, rule);
        }
    }
}
