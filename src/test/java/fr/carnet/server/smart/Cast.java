package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import fr.carnet.server.authorization.token.Pairings;
import fr.carnet.server.storage.AppClients.AppClient;
import fr.carnet.server.storage.AppClients.Credentials;
import fr.carnet.server.storage.AppClients.DeclaredPurpose;
import fr.carnet.server.storage.AppClients.Exchange;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.jspecify.annotations.Nullable;

/** Who plays: holders with an account, apps of each kind, the server's own clients. */
final class Cast {

    private static final String PURPOSE = "GLYCEMIE";
    private static final Set<String> SCOPES = Set.of("openid", "fhirUser", "launch/patient", "offline_access", "patient/Observation.cruds", "patient/Patient.rs");
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
        return PURPOSE;
    }

    SmartApp publicApp() {
        return publicAppAt(OAuthClients.REDIRECT);
    }

    /** @return the glucose meter's app, a public client, sent back to this address */
    SmartApp publicAppAt(String redirectUri) {
        server.clients().put(listed(OAuthClients.PUBLIC, new Credentials(Optional.empty(), Optional.empty(), Optional.empty()), redirectUri));
        return new SmartApp(server, OAuthClients.PUBLIC, redirectUri, Optional.empty());
    }

    SmartApp confidentialApp() {
        return confidentialAppAt(OAuthClients.REDIRECT);
    }

    /** @return an app that proves itself with a key, sent back to this address */
    SmartApp confidentialAppAt(String redirectUri) {
        server.clients().put(listed(OAuthClients.KEYED, new Credentials(Optional.of(OAuthClients.publicKeys(OWN_KEY)), Optional.empty(), Optional.empty()), redirectUri));
        return new SmartApp(server, OAuthClients.KEYED, redirectUri, Optional.of(OWN_KEY));
    }

    /** As the catalogue has it: three purposes with what each exchanges. */
    private AppClient listed(String clientId, Credentials credentials, String redirectUri) {
        AppClient plain = OAuthClients.app(clientId, true, credentials);
        return new AppClient(clientId, plain.oid(), true, Map.of("fr", "Mon glucomètre", "en", "My glucose meter"), Map.of("fr", "Relève la glycémie.", "en", "Takes blood glucose."),
                "Éditeur d'essai", Optional.empty(), credentials, List.of(redirectUri), SCOPES, List.of(declared(PURPOSE, "Suivre ma glycémie", "Follow my blood glucose", "measures"),
                        declared("AGENDA", "Tenir mon agenda", "Keep my agenda", "agenda"), declared("TOUT", "Lire mes documents", "Read my documents", "documents")));
    }

    private static DeclaredPurpose declared(String code, String french, String english, String perimeter) {
        return new DeclaredPurpose(code, Map.of("fr", french, "en", english), Map.of("fr", french + ", chaque jour.", "en", english + ", every day."), "soin",
                List.of(new Exchange(perimeter, "read", List.of(Map.of("fr", french, "en", english))), new Exchange(perimeter, "write", List.of(Map.of("fr", french, "en", english)))));
    }

    SmartApp offlineApp() {
        return new SmartApp(server, Apps.OFFLINE, OAuthClients.REDIRECT, Optional.empty());
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

    /** Two keys under one kid where a structure's software publishes its keys, while something is tried as either. */
    void whileTwoKeysHaveOneKid(Consumer<SmartApp> tried) {
        try {
            List<JWK> twins = List.of(key("twin"), new RSAKeyGenerator(2048).keyID("twin").algorithm(JWSAlgorithm.RS384).generate());
            server.clients().remoteKeys().serves(new JWKSet(twins).toString(true));
            twins.forEach(key -> tried.accept(new SmartApp(server, OAuthClients.STRUCTURE_BY_URI, OAuthClients.REDIRECT, Optional.of(key))));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } finally {
            server.clients().remoteKeys().serves(OAuthClients.publicKeys(server.clients().rsa(), server.clients().ec()));
        }
    }

    /** The catalogue says that the app is offline, while something is tried. */
    void whileOffline(SmartApp app, Runnable tried) {
        AppClient listed = server.clients().find(app.id()).orElseThrow();
        server.clients().put(new AppClient(listed.clientId(), listed.oid(), false, listed.name(), listed.description(), listed.editor(), listed.logo(), listed.credentials(),
                listed.redirectUris(), listed.scopes(), listed.purposes()));
        try {
            tried.run();
        } finally {
            server.clients().put(listed);
        }
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
