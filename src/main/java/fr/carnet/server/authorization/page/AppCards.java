package fr.carnet.server.authorization.page;

import fr.carnet.enforcement.hapi.ConsentReader;
import fr.carnet.server.storage.AppClients.AppClient;
import fr.carnet.server.storage.AppClients.DeclaredPurpose;
import fr.carnet.server.storage.AppClients.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes of a catalogue entry and of the consents that stand what a person sees. */
@PagePart
class AppCards {

    private static final String DOCUMENTS = "documents";
    private static final String READ = "read";

    private final Words words;

    AppCards(Words words) {
        this.words = words;
    }

    /** @return a service that the catalogue lists */
    AppCard listed(AppClient app, List<GivenPurpose> given, Givers givers) {
        return new AppCard(app.clientId(), app.oid(), words.own(app.name()), app.editor(), words.own(app.description()), app.logo().filter(logo -> logo.startsWith("https://")),
                AppCard.Standing.LISTED, app.online(), app.purposes().stream().map(purpose -> line(purpose, app.oid(), given, givers)).toList());
    }

    /** @return a client that the catalogue does not list, or lists no more: what is known of it is its name */
    AppCard unlisted(String clientId, String name, String oid) {
        return new AppCard(clientId, oid, name, "", "", Optional.empty(), AppCard.Standing.UNLISTED, false, List.of());
    }

    /** @return the holder's own application, which is configured and not in the catalogue */
    AppCard firstParty(String clientId, String name) {
        return new AppCard(clientId, "", name, "", "", Optional.empty(), AppCard.Standing.FIRST_PARTY, true, List.of());
    }

    private PurposeLine line(DeclaredPurpose purpose, String oid, List<GivenPurpose> given, Givers givers) {
        boolean readsDocuments = purpose.exchanges().stream().anyMatch(exchange -> DOCUMENTS.equals(exchange.perimeter()) && READ.equals(exchange.action()));
        Optional<PurposeLine.Given> standing = given.stream().filter(one -> one.is(oid, purpose.code())).findFirst().map(one -> standing(one, givers));
        return new PurposeLine(purpose.code(), words.own(purpose.label()), words.own(purpose.description()), words.code("domain", purpose.domain()),
                purpose.exchanges().stream().map(this::exchange).toList(), readsDocuments, standing);
    }

    private PurposeLine.Given standing(GivenPurpose one, Givers givers) {
        boolean narrower = !one.terms().types().isEmpty() || !one.terms().directions().isEmpty();
        return new PurposeLine.Given(ConsentReader.start(one.consent()).map(words::day).orElse(""), givers.name(one.giver()), one.suspended(), one.terms().maskedToo(), narrower);
    }

    private String exchange(Exchange exchange) {
        String titles = exchange.titles().stream().map(words::own).collect(Collectors.joining(", "));
        return words.of("exchange." + exchange.action(), words.code("perimeter", exchange.perimeter()), titles);
    }
}
