package fr.carnet.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Browser;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Launch;
import fr.carnet.server.support.Measures;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.Person;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S6: a pairing keeps the app's own identifier of the patient (idPe); with the app's OID it names the patient, and never another one (MES API Mesures 1.5.2). */
class IdPeTest {

    private static final String WRITING = "launch/patient openid fhirUser offline_access patient/Observation.crus patient/Device.crus";

    private static final String OTHER_SCOPES = "launch/patient openid fhirUser patient/DocumentReference.rs";

    private final TestServer server = TestServer.running();
    private final Person person = Person.of(server);
    private final String idPe = "usager-" + UUID.randomUUID();

    @Test
    @DisplayName("What the app gave comes back in the token response, the identity token and the access token, and stays through a refresh")
    void givenBack() {
        JsonNode tokens = launch(idPe).tokens(person);
        assertThat(tokens.path("idPe").asText()).isEqualTo(idPe);
        assertThat(Launch.claims(tokens.path("id_token").asText()).path("idPe").asText()).isEqualTo(idPe);
        assertThat(Launch.claims(tokens.path("access_token").asText()).path("idPe").asText()).isEqualTo(idPe);
        JsonNode refreshed = Launch.json(new Launch(server).refreshed(tokens.path("refresh_token").asText()), 200);
        assertThat(refreshed.path("idPe").asText()).isEqualTo(idPe);
        assertThat(stored(tokens)).isEqualTo(idPe);
    }

    @Test
    @DisplayName("An app that gives none has none: no claim, nothing kept")
    void without() {
        JsonNode tokens = new Launch(server).tokens(person);
        assertThat(tokens.has("idPe")).isFalse();
        assertThat(Launch.claims(tokens.path("access_token").asText()).has("idPe")).isFalse();
        assertThat(stored(tokens)).isNull();
    }

    @Test
    @DisplayName("OID and idPe name the patient in what the app writes and in each of its searches; what is stored names the Patient")
    void namesThePatient() {
        Connected connected = Connected.to(server, person, launch(idPe));
        Bundle measured = Measures.transaction(named(Apps.METER_OID, idPe), Optional.of("lecteur-" + idPe));
        Reply written = write(connected, "/", measured);
        assertThat(written.status()).as(written.text()).isEqualTo(200);
        List<String> ids = search(connected, "patient=" + person.record().id()).ids();
        assertThat(ids).hasSize(1);
        for (String name : List.of("patient.identifier", "patient:identifier", "subject.identifier")) {
            assertThat(search(connected, name + "=" + Apps.METER_OID + "%7C" + idPe + "&_sort=-date&_count=1").ids()).as(name).isEqualTo(ids);
        }
        Observation stored = server.api().get(connected.access(), "/Observation/" + ids.get(0), Map.of("Code-Finalite", "GLYCEMIE")).as(Observation.class);
        assertThat(stored.getSubject().getReference()).isEqualTo("Patient/" + person.record().id());
        assertThat(stored.getSubject().hasIdentifier()).isFalse();
    }

    @Test
    @DisplayName("Another idPe is refused with the official sentence, whether or not it stands for somebody; another service's OID says nothing to anybody")
    void another() {
        Person other = Person.of(server);
        String theirs = "usager-" + UUID.randomUUID();
        Connected.to(server, other, launch(theirs));
        Connected connected = Connected.to(server, person, launch(idPe));
        for (String value : List.of(theirs, "personne")) {
            Reply search = search(connected, "subject.identifier=" + Apps.METER_OID + "%7C" + value);
            Reply write = write(connected, "/Observation", named(Apps.METER_OID, value));
            for (Reply reply : List.of(search, write)) {
                assertThat(reply.status()).as(reply.text()).isEqualTo(403);
                assertThat(reply.as(OperationOutcome.class).getIssueFirstRep().getDiagnostics()).startsWith("idPe requested do not match authorized idPe.");
            }
        }
        Refusals.assertWellFormed(search(connected, "subject.identifier=urn:oid:1.2.250.1.999.2%7C" + idPe), 403, "refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a|b", "a,b", "280019912345641", "2800199123456", "1234567890123456789012345678901234567890123456789012345678901234 5", "é"})
    @DisplayName("What is no identifier of the app's own, or a national one, is refused before anybody logs in")
    void unusable(String value) {
        assertThat(error(launch(value).asked())).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("One idPe never stands for two patients of an app: refused while the first is paired, free again afterwards; another app may use the same")
    void oneOnly() {
        Person other = Person.of(server);
        JsonNode first = launch(idPe).tokens(person);
        Launch second = launch(idPe);
        assertThat(error(consented(second, other))).isEqualTo("invalid_request");
        assertThat(launch(idPe).with("client_id", OAuthClients.SECRET).with("scope", OTHER_SCOPES).code(other)).isNotBlank();
        assertThat(launch(idPe).tokens(person).path("idPe").asText()).as("the same patient again").isEqualTo(idPe);
        server.database().sql("update carnet.pairing set ended = now(), end_reason = 'disconnected' where patient_id = ?").param(person.record().id()).update();
        assertThat(launch(idPe).tokens(other).path("idPe").asText()).isEqualTo(idPe);
        assertThat(first.path("idPe").asText()).isEqualTo(idPe);
    }

    @Test
    @DisplayName("Of four who are paired under one idPe at the same time, one is")
    void race() {
        List<Person> four = Stream.generate(() -> Person.of(server)).limit(4).toList();
        List<Launch> launches = four.stream().map(one -> launch(idPe)).toList();
        List<Browser.Page> pages = four.stream().map(one -> launches.get(four.indexOf(one)).loggedIn(one)).toList();
        long coded = four.parallelStream().map(four::indexOf)
                .map(n -> launches.get(n).consented(pages.get(n), Map.of("patient", four.get(n).record().id()), WRITING.split(" ")))
                .filter(answer -> Launch.query(answer.location()).containsKey("code")).count();
        assertThat(coded).isEqualTo(1);
        assertThat(server.database().sql("select count(*) from carnet.pairing where id_pe = ?").param(idPe).query(Long.class).single()).isEqualTo(1);
    }

    private Launch launch(String own) {
        return new Launch(server).with("idPe", own).with("scope", WRITING);
    }

    private static Browser.Page consented(Launch launch, Person person) {
        return launch.consented(launch.loggedIn(person), Map.of("patient", person.record().id()), WRITING.split(" "));
    }

    private static String error(Browser.Page answer) {
        return Launch.query(answer.location()).get("error");
    }

    private Reply search(Connected connected, String query) {
        return server.api().get(connected.access(), "/Observation?" + query, Map.of("Code-Finalite", "GLYCEMIE"));
    }

    private Reply write(Connected connected, String path, Resource body) {
        byte[] json = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(body).getBytes(StandardCharsets.UTF_8);
        return server.api().send("POST", connected.access(), path, json, Map.of("Content-Type", "application/fhir+json", "Code-Finalite", "GLYCEMIE"));
    }

    private static Observation named(String system, String value) {
        Observation measure = EntrySamples.measure("unused", "2345-7");
        measure.setSubject(new Reference());
        measure.getSubject().getIdentifier().setSystem(system).setValue(value);
        return measure;
    }

    private String stored(JsonNode tokens) {
        return server.database().sql("select id_pe from carnet.pairing where id = ?::uuid").param(Launch.claims(tokens.path("access_token").asText()).path("pairing").asText())
                .query((row, n) -> Optional.ofNullable(row.getString(1))).single().orElse(null);
    }
}
