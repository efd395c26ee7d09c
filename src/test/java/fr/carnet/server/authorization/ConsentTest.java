package fr.carnet.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.carnet.server.support.Browser;
import fr.carnet.server.support.Launch;
import fr.carnet.server.support.Person;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestIssuers;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the consent form may bring about, whoever filled it in: never more than the person could have ticked. */
class ConsentTest {

    private final TestServer server = TestServer.running();
    private final Person person = Person.of(server);
    private final Launch launch = new Launch(server);

    @Test
    @DisplayName("A person may grant less than was asked: the token and its answer say what was granted")
    void less() {
        launch.with("scope", "openid launch/patient offline_access patient/Observation.rs?category=a|b patient/DocumentReference.read");
        Browser.Page answer = launch.consented(launch.loggedIn(person), Map.of("patient", person.record().id()), "patient/Observation.rs?category=a|b");
        JsonNode tokens = Launch.json(launch.exchanged(Launch.query(answer.location()).get("code")), 200);
        assertThat(tokens.path("scope").asText().split(" ")).containsExactlyInAnyOrder("openid", "launch/patient", "patient/Observation.rs?category=a|b");
        assertThat(tokens.has("refresh_token")).as("offline_access was not left ticked").isFalse();
    }

    @Test
    @DisplayName("A person may grant a part of a scope: one category of what was asked (granular scopes)")
    void granular() {
        String vitalSigns = "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs";
        Browser.Page answer = launch.consented(launch.loggedIn(person), Map.of("patient", person.record().id()), "offline_access", vitalSigns);
        JsonNode tokens = Launch.json(launch.exchanged(Launch.query(answer.location()).get("code")), 200);
        assertThat(tokens.path("scope").asText().split(" ")).containsExactlyInAnyOrder("openid", "fhirUser", "launch/patient", "offline_access", vitalSigns);
        assertThat(Launch.claims(tokens.path("access_token").asText()).path("scope").asText()).contains(vitalSigns).doesNotContain("patient/Observation.rs ");
        JsonNode wider = Launch.json(launch.token(Map.of("grant_type", "refresh_token", "refresh_token", tokens.path("refresh_token").asText(), "client_id", Launch.APP,
                "scope", "patient/Observation.rs")), 400);
        assertThat(wider.path("error").asText()).isEqualTo("invalid_scope");
    }

    @Test
    @DisplayName("S5 a caregiver connects no app: access_denied")
    void caregiver() {
        Records.Opened caredFor = server.records().adult();
        RepresentedRecords.caregiver(server, caredFor, person);
        Browser.Page consent = launch.loggedIn(person);
        assertThat(Launch.query(launch.consented(consent, Map.of("patient", caredFor.id()), "patient/Observation.rs").location())).containsEntry("error", "access_denied");
        assertThat(launch.consented(consent, Map.of("patient", person.record().id()), "patient/Observation.rs").status()).as("and the launch is over").isEqualTo(400);
        assertNothingOpened();
    }

    @Test
    @DisplayName("With the holder's own application a caregiver acts as one, and the application as the person itself")
    void caregiverFirstParty() {
        Records.Opened caredFor = server.records().adult();
        String relatedPerson = RepresentedRecords.caregiver(server, caredFor, person);
        launch.with("client_id", TestIssuers.FIRST_PARTY).with("scope", "launch/patient patient/*.rs");
        String code = Launch.query(launch.consented(launch.loggedIn(person), Map.of("patient", caredFor.id()), "patient/*.rs").location()).get("code");
        JsonNode tokens = Launch.json(launch.token(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", Launch.REDIRECT, "client_id", TestIssuers.FIRST_PARTY,
                "code_verifier", Launch.VERIFIER)), 200);
        String access = tokens.path("access_token").asText();
        assertThat(Launch.claims(access).path("fhirUser").asText()).endsWith("/RelatedPerson/" + relatedPerson);
        assertThat(server.api().get(access, "/Patient/" + caredFor.id()).status()).isEqualTo(200);
        assertThat(server.api().get(access, "/Patient/" + person.record().id()).status()).as("one token, one record").isIn(403, 404);
    }

    @Test
    @DisplayName("Scopes of version 1 are given back as they were asked")
    void versionOne() {
        JsonNode tokens = new Launch(server).with("scope", "launch/patient patient/Observation.read").tokens(person);
        assertThat(tokens.path("scope").asText().split(" ")).containsExactlyInAnyOrder("launch/patient", "patient/Observation.read");
    }

    @Test
    @DisplayName("A scope that was not asked for is not granted by ticking it")
    void more() {
        Browser.Page answer = launch.consented(launch.loggedIn(person), Map.of("patient", person.record().id()), "patient/Observation.rs", "patient/DocumentReference.rs");
        assertThat(Launch.query(answer.location())).containsEntry("error", "invalid_scope").doesNotContainKey("code");
        assertNothingOpened();
    }

    @Test
    @DisplayName("A record that is not the person's, or none, is refused to the person alone; then the right one is still possible")
    void foreignRecord() {
        Browser.Page consent = launch.loggedIn(person);
        for (Map<String, String> fields : List.of(Map.of("patient", Person.of(server).record().id()), Map.of("patient", "x"), Map.<String, String>of())) {
            Browser.Page answer = launch.consented(consent, fields, "patient/Observation.rs");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.location()).isEmpty();
            assertThat(answer.response().body()).contains("invalid_request", "patient");
        }
        assertNothingOpened();
        assertThat(Launch.query(launch.consented(consent, Map.of("patient", person.record().id()), "patient/Observation.rs").location())).containsKey("code");
    }

    @Test
    @DisplayName("A purpose that the app did not declare cannot be ticked")
    void foreignPurpose() {
        Browser.Page answer = launch.consented(launch.loggedIn(person), Map.of("patient", person.record().id(), "purpose", "NONE-OF-ITS"), "patient/Observation.rs");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.response().body()).contains("purpose");
        assertNothingOpened();
    }

    @Test
    @DisplayName("A decision reads the service once: with the lookups of the client and of its purposes the whole consent asks the catalogue six times")
    void onceListed() {
        Browser.Page consent = launch.loggedIn(person);
        List<String> statements = server.statements().during(() -> {
            Browser.Page answer = launch.consented(consent, Map.of("patient", person.record().id()), "patient/Observation.rs");
            assertThat(Launch.query(answer.location())).containsKey("code");
        });
        assertThat(statements).filteredOn(sql -> sql.contains("carnet.app_entry")).hasSize(6);
    }

    @Test
    @DisplayName("Nobody consents in the place of somebody else: the state is the person's whom it was given to, and good once")
    void state() {
        Browser.Page consent = launch.loggedIn(person);
        Launch other = new Launch(server);
        Person somebody = Person.of(server);
        other.loggedIn(somebody);
        assertThat(other.consented(consent, Map.of("patient", somebody.record().id()), "patient/Observation.rs").status()).isEqualTo(400);
        assertThat(Launch.query(launch.consented(consent, Map.of("patient", person.record().id()), "patient/Observation.rs").location())).containsKey("code");
        assertThat(launch.consented(consent, Map.of("patient", person.record().id()), "patient/Observation.rs").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("Who refuses has refused: the same form cannot be sent again")
    void refusedIsOver() {
        Browser.Page consent = launch.loggedIn(person);
        assertThat(Launch.query(launch.consented(consent, Map.of()).location())).containsEntry("error", "access_denied");
        assertThat(launch.consented(consent, Map.of("patient", person.record().id()), "patient/Observation.rs").status()).isEqualTo(400);
        assertNothingOpened();
    }

    @Test
    @DisplayName("Every launch asks anew, whatever was granted before")
    void asksAnew() {
        launch.code(person);
        Browser.Page again = launch.browser().open(new Launch(server).address());
        assertThat(again.uri().getPath()).isEqualTo("/consent");
    }

    private void assertNothingOpened() {
        assertThat(server.database().sql("select count(*) from carnet.pairing where account_id = ?::uuid").param(person.account()).query(Long.class).single()).isZero();
    }
}
