package fr.carnet.server.authorization.page;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.storage.AppClients.AppClient;
import fr.carnet.server.storage.AppClients;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Browser;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.People;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.RelatedPerson;

/** A record with a measure in it, its holder in front of a browser, and a glucose meter's app that wants in. */
final class Scene {

    static final String APP = "pages-glucometre";
    static final String GLYCEMIE = "GLYCEMIE";
    static final String TOUT = "TOUT";
    static final String SCOPES = "openid fhirUser launch/patient offline_access patient/Observation.rs patient/DocumentReference.rs";
    private static final String ROLES = "https://mos.esante.gouv.fr/NOS/TRE_R216-HL7RoleCode/FHIR/TRE-R216-HL7RoleCode";

    final TestServer server = TestServer.running();
    final Records.Opened record;
    final People.Person holder;
    final Browser browser;
    final PageLaunch launch;
    final String measure;

    private Scene(Records.Opened record, Optional<People.Person> someone) {
        app();
        this.record = record;
        holder = someone.orElseGet(() -> server.people().holderOf(record));
        browser = server.people().loggedIn(holder);
        launch = new PageLaunch(server, browser);
        measure = server.api().post(server.tokens().holder(record.id()), "/Observation", EntrySamples.measure(record.id(), "2345-7")).createdId();
    }

    /** @return an adult, logged in */
    static Scene adult() {
        return new Scene(TestServer.running().records().adult(), Optional.empty());
    }

    /** @return what the catalogue says of the app, entered when it is not there yet */
    static AppClient app() {
        TestServer server = TestServer.running();
        AppClients catalogue = server.bean(AppClients.class);
        return catalogue.find(APP).orElseGet(() -> {
            Reply entered = server.api().post(server.tokens().catalogue(), "/Endpoint/$referencer", text("/spec/pages-app.json"));
            assertThat(entered.status()).as(entered.text()).isEqualTo(200);
            return catalogue.find(APP).orElseThrow();
        });
    }

    private static String text(String resource) {
        try (InputStream file = Scene.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the consent to one of the app's purposes, as any software makes it */
    static Consent consent(Records.Opened whose, String purpose) {
        Consent consent = Apps.consent(whose, purpose);
        consent.getProvision().getActorFirstRep().getReference().getIdentifier().setValue(app().oid());
        return consent;
    }

    /** @return where the app is sent back to */
    static String redirectUri() {
        return app().redirectUris().get(0);
    }

    /** @return a delegation of this record to whoever has this INS */
    String delegate(Records.Opened to, String ins, String relationship, String token) {
        RelatedPerson person = new RelatedPerson();
        person.setActive(true);
        person.getPatient().setReference("Patient/" + to.id());
        person.addIdentifier().setSystem(Records.INS).setValue(ins);
        person.addName().setFamily("MARTIN").addGiven("Dominique");
        person.addRelationship().addCoding().setSystem(ROLES).setCode(relationship);
        Reply added = server.api().post(token, "/RelatedPerson", person);
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        return added.createdId();
    }

    /** @return the answer to the app's search of measures, under a purpose */
    Reply measures(String token, String purpose) {
        return measures(token, purpose, record);
    }

    /** @return the answer to the app's search of somebody's measures */
    Reply measures(String token, String purpose, Records.Opened whose) {
        return send(Call.get(token, "/Observation?patient=" + whose.id()).with("Code-Finalite", purpose));
    }

    /** Sends it to this server. */
    Reply send(Call call) {
        return server.api().send(call.method(), call.token(), call.path(), call.body(), call.headers());
    }

    /** @return the active consents that an adult's record holds */
    List<Consent> consents(Records.Opened whose) {
        return consents(server.tokens().holder(whose.id()), whose);
    }

    /** @return the active consents that a record holds, as somebody sees them */
    List<Consent> consents(String token, Records.Opened whose) {
        Reply found = send(Call.get(token, "/Consent?patient=" + whose.id() + "&status=active"));
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        return found.bundle().getEntry().stream().map(entry -> (Consent) entry.getResource()).toList();
    }

    /** @return the page of the app's connection */
    Browser.Page service() {
        return browser.open("/consents/" + APP);
    }

    /** Presses the button of one purpose. */
    Browser.Page press(Browser.Page page, String form, String purpose) {
        return browser.submit(page, "form." + form + ":has(input[name=purpose][value=" + purpose + "])", Map.of());
    }
}
