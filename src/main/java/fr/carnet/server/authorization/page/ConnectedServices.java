package fr.carnet.server.authorization.page;

import fr.carnet.enforcement.policy.ReferencedApp;
import fr.carnet.enforcement.policy.ReferencedApps;
import fr.carnet.server.authorization.client.ClientTraits;
import fr.carnet.server.authorization.token.Pairing;
import fr.carnet.server.authorization.token.Pairings;
import fr.carnet.server.storage.AppClients.AppClient;
import fr.carnet.server.storage.AppClients;
import fr.carnet.server.storage.Profiles.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** The services of one record: those that are paired, and those that a purpose was consented to. */
@PagePart
class ConnectedServices {

    private final Pairings pairings;
    private final AppClients catalogue;
    private final ReferencedApps byOid;
    private final RegisteredClientRepository clients;
    private final PurposeConsents consents;
    private final CallHistory history;
    private final AppCards cards;
    private final Words words;

    ConnectedServices(Pairings pairings, AppClients catalogue, ReferencedApps byOid, RegisteredClientRepository clients, PurposeConsents consents, CallHistory history,
            AppCards cards, Words words) {
        this.pairings = pairings;
        this.catalogue = catalogue;
        this.byOid = byOid;
        this.clients = clients;
        this.consents = consents;
        this.history = history;
        this.cards = cards;
        this.words = words;
    }

    /** @return every service that is connected, those to look at first ahead, then in the order of their names */
    List<ConnectedService> of(RecordSession record, Profile profile) {
        List<GivenPurpose> given = consents.given(record);
        List<Pairing> live = pairings.ofPatient(profile.patientId()).stream().filter(Pairing::isLive).toList();
        Givers givers = Givers.of(Stream.concat(given.stream().map(GivenPurpose::giver), live.stream().map(Pairing::fhirUser)), profile, record, words);
        Map<String, AppCard> found = new LinkedHashMap<>();
        live.forEach(pairing -> found.computeIfAbsent(pairing.clientId(), client -> card(client, given, givers)));
        given.forEach(one -> {
            AppCard card = byOid.findByOid(one.terms().oid()).map(ReferencedApp::clientId).map(client -> card(client, given, givers))
                    .orElseGet(() -> cards.unlisted(one.terms().oid(), one.terms().oid(), one.terms().oid()));
            found.putIfAbsent(card.clientId(), card);
        });
        return found.values().stream().map(card -> service(record, card, live, givers))
                .sorted((one, other) -> one.app().name().compareToIgnoreCase(other.app().name())).toList();
    }

    /** @return this service as it stands for the record, connected or not; empty when neither the catalogue nor the record knows it */
    Optional<ConnectedService> one(RecordSession record, Profile profile, String clientId) {
        List<GivenPurpose> given = consents.given(record);
        List<Pairing> all = pairings.ofPatient(profile.patientId());
        List<Pairing> live = all.stream().filter(Pairing::isLive).toList();
        boolean known = catalogue.find(clientId).isPresent() || all.stream().anyMatch(pairing -> pairing.clientId().equals(clientId))
                || given.stream().anyMatch(one -> one.terms().oid().equals(clientId));
        if (!known) {
            return Optional.empty();
        }
        Givers givers = Givers.of(Stream.concat(given.stream().map(GivenPurpose::giver), live.stream().map(Pairing::fhirUser)), profile, record, words);
        return Optional.of(service(record, card(clientId, given, givers), live, givers));
    }

    /** @return an app for the consent page, with what of it was consented to before */
    AppCard launching(RecordSession record, Profile profile, AppClient app) {
        List<GivenPurpose> given = consents.given(record);
        return cards.listed(app, given, Givers.of(given.stream().map(GivenPurpose::giver), profile, record, words));
    }

    private ConnectedService service(RecordSession record, AppCard card, List<Pairing> live, Givers givers) {
        String lastUsed = history.last(record, card.clientId()).map(words::moment).orElse("");
        // The newest comes first: the oldest one that lasts says since when.
        return live.stream().filter(pairing -> pairing.clientId().equals(card.clientId())).reduce((newer, older) -> older)
                .map(pairing -> new ConnectedService(card, true, words.day(pairing.created()), givers.name(pairing.fhirUser()), lastUsed))
                .orElseGet(() -> new ConnectedService(card, false, "", "", lastUsed));
    }

    private AppCard card(String clientId, List<GivenPurpose> given, Givers givers) {
        return catalogue.find(clientId).map(app -> cards.listed(app, given, givers)).orElseGet(() -> unlisted(clientId));
    }

    /** @return a client that is not in the catalogue: the holder's own application, or what is left of a service */
    AppCard unlisted(String clientId) {
        RegisteredClient client = clients.findByClientId(clientId);
        boolean own = client != null && ClientTraits.of(client).kind() == ClientTraits.Kind.FIRST_PARTY;
        return own ? cards.firstParty(clientId, client.getClientName()) : cards.unlisted(clientId, clientId, oid(clientId));
    }

    /** A consent may outlive the catalogue's entry: its service is then shown by the OID that the consent names. */
    private static String oid(String clientId) {
        return clientId.startsWith("urn:oid:") ? clientId : "";
    }
}
