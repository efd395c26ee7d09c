package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import fr.carnet.server.authorization.token.Pairings;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.jspecify.annotations.Nullable;

/** Who plays: holders with an account, apps of each kind, the server's own clients. */
final class Cast {

    private static final String ROLES = "https://mos.esante.gouv.fr/NOS/TRE_R216-HL7RoleCode/FHIR/TRE-R216-HL7RoleCode";
    private static final String BACKEND_SCOPE = "system/DocumentReference.c";

    /** Of the confidential app, and of nobody else. */
    private static final JWK OWN_KEY = key("app-ec");

    private final TestServer server;
    private @Nullable Holder known;

    private Cast(TestServer server) {
        this.server = server;
    }

    static Cast of(TestServer server) {
        return new Cast(server);
    }

    /** @return somebody with a record of its own and an account, before a new browser */
    Holder holder() {
        Records.Opened record = server.records().adult();
        return new Holder(server, record, server.people().holderOf(record));
    }

    /** @return the same somebody each time, logged in once: for what is refused before anything is given */
    Holder knownHolder() {
        if (known == null) {
            known = holder();
        }
        return known;
    }

    /** @return the purpose that apps here are declared for and that holders agree to */
    String purpose() {
        return Listing.PURPOSE;
    }

    SmartApp publicApp() {
        return publicAppAt(OAuthClients.REDIRECT);
    }

    /** @return a public client, sent back to this address */
    SmartApp publicAppAt(String redirectUri) {
        return listed(new Listing("urn:oid:1.2.250.1.999.301", "glycemie-publique", redirectUri, Optional.empty(), true));
    }

    SmartApp confidentialApp() {
        return confidentialAppAt(OAuthClients.REDIRECT);
    }

    /** @return a client that proves itself with a key, sent back to this address */
    SmartApp confidentialAppAt(String redirectUri) {
        return listed(new Listing("urn:oid:1.2.250.1.999.302", "glycemie-confidentielle", redirectUri, Optional.of(OWN_KEY), true));
    }

    SmartApp offlineApp() {
        return listed(new Listing("urn:oid:1.2.250.1.999.303", "glycemie-hors-ligne", OAuthClients.REDIRECT, Optional.empty(), false));
    }

    private SmartApp listed(Listing listing) {
        listing.enter(server);
        return new SmartApp(server, listing.clientId(), listing.redirectUri(), listing.key());
    }

    /** The catalogue says that the public app is offline, while something is tried. */
    void whilePublicAppIsOffline(Runnable tried) {
        new Listing("urn:oid:1.2.250.1.999.301", "glycemie-publique", OAuthClients.REDIRECT, Optional.empty(), false).enter(server);
        try {
            tried.run();
        } finally {
            publicApp();
        }
    }

    /** @return software of a structure that signs ES384 */
    SmartApp backend() {
        return new SmartApp(server, OAuthClients.STRUCTURE, OAuthClients.REDIRECT, Optional.of(server.clients().ec()));
    }

    /** @return the same software, signing RS384 */
    SmartApp backendRsa() {
        return new SmartApp(server, OAuthClients.STRUCTURE, OAuthClients.REDIRECT, Optional.of(server.clients().rsa()));
    }

    String backendScope() {
        return BACKEND_SCOPE;
    }

    /** Asks about a token as the client that may. */
    OAuth.Answer introspected(String token) {
        return new OAuth(server).post("/oauth2/introspect", Parameters.of("token", token), Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(
                (OAuthClients.RESOURCE_SERVER + ":" + server.clients().secret()).getBytes(StandardCharsets.UTF_8))));
    }

    /** Makes whoever has this INS the guardian of a record. */
    void delegate(Records.Opened record, String ins) {
        RelatedPerson person = new RelatedPerson();
        person.setActive(true).getPatient().setReference("Patient/" + record.id());
        person.addIdentifier().setSystem(Records.INS).setValue(ins);
        person.addName().setFamily("MARTIN").addGiven("Dominique");
        person.addRelationship().addCoding().setSystem(ROLES).setCode("GUARD");
        Reply added = server.api().post(server.tokens().support(), "/RelatedPerson", person);
        assertThat(added.status()).as(added.text()).isEqualTo(201);
    }

    private static JWK key(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_384).keyID(kid).algorithm(JWSAlgorithm.ES384).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends whatever this holder agreed to, as the holder does on the page of connected services. */
    void endPairings(Holder holder) {
        Pairings pairings = server.bean(Pairings.class);
        pairings.ofPatient(holder.record().id()).forEach(pairing -> pairings.end(pairing.id(), "disconnected"));
    }

    /** @return pairings that an app has with this holder's record, ended ones included */
    int pairings(Holder holder) {
        return server.bean(Pairings.class).ofPatient(holder.record().id()).size();
    }

    long livePairings(Holder holder) {
        return server.bean(Pairings.class).ofPatient(holder.record().id()).stream().filter(pairing -> pairing.isLive()).count();
    }
}
