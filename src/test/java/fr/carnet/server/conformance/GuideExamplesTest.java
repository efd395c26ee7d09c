package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the guide shows works on this server, unchanged save for the patient. Deposits are walked by ExamplesTest, the
 * purpose and the measure of an app by DemoTest, which has that app.
 */
class GuideExamplesTest {

    private static final String DOCTOR = "810000000011";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Consent-example-acces-professionnel", "Consent-example-blocage", "Consent-example-urgence", "Consent-example-medecin-traitant",
        "Consent-example-opposition-alimentation", "Observation-example-glycemie", "Observation-example-poids", "Observation-example-pas",
        "Observation-example-pression-arterielle", "Appointment-example-rendez-vous", "AllergyIntolerance-example-penicilline", "Immunization-example-dtp", "CareTeam-example-entourage"})
    @DisplayName("The holder may write it")
    void holder(String name) {
        Records.Opened record = server.records().adult();
        Reply created = create(server.tokens().holder(record.id()), name, record);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Consent-example-acces-professionnel", "Communication-example-message", "Immunization-example-dtp", "Appointment-example-rendez-vous"})
    @DisplayName("A professional who is authorised may write it")
    void professional(String name) {
        Records.Opened record = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        Reply created = create(doctor, name, record);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"masquer.json-patch.json,securityLabel", "Parameters-patch-masquer.json,securityLabel", "masquer.xml-patch.xml,securityLabel",
        "archiver.json-patch.json,isArchived", "Parameters-patch-archiver.json,isArchived", "archiver.xml-patch.xml,isArchived",
        "supprimer.json-patch.json,status", "Parameters-patch-supprimer.json,status", "supprimer.xml-patch.xml,status"})
    @DisplayName("TD3.3: each form of patch changes what it says")
    void patch(String file, String element) {
        Records.Opened record = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        String id = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        Reply patched = Call.patch(doctor, "/DocumentReference/" + id, mediaType(file), read(file)).send();
        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
        DocumentReference document = patched.as(DocumentReference.class);
        assertThat(Map.of("securityLabel", document.getSecurityLabelFirstRep().getCodingFirstRep().getCode(), "status", document.getStatus().toCode(), "isArchived",
                document.hasExtension(Canonical.IS_ARCHIVED) ? document.getExtensionByUrl(Canonical.IS_ARCHIVED).getValue().primitiveValue() : "").get(element))
                .isEqualTo(Map.of("securityLabel", "MASQUE_PS", "status", "entered-in-error", "isArchived", "true").get(element));
    }

    @Test
    @DisplayName("The support desk may enter the app, and what is shown of it passes the validation again")
    void referencing() {
        Reply entered = server.api().post(server.tokens().catalogue(), "/Endpoint/$referencer", read("Bundle-example-referencement.json"));
        assertThat(entered.status()).as(entered.text()).isEqualTo(200);
        Reply verdict = server.api().post(server.tokens().support(), "/Endpoint/$validate", entered.as(Bundle.class).getEntry().get(1).getResource());
        assertThat(verdict.text()).contains("Ni erreur ni avertissement");
    }

    @Test
    @DisplayName("TD2.1: the replacement supersedes the document that it names")
    void replacement() {
        Records.Opened record = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        String old = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "47420-5")).createdId();
        String replacing = withPatient(read("Bundle-example-remplacement.json"), record).replace("7e1a9b1c-5a3e-4c7e-8f10-000000000099", old);
        Reply replaced = server.api().post(doctor, "", replacing);
        assertThat(replaced.status()).as(replaced.text()).isEqualTo(200);
        assertThat(replaced.as(Bundle.class).getEntry()).hasSize(4);
        assertThat(server.api().get(doctor, "/DocumentReference/" + old).as(DocumentReference.class).getStatus().toCode()).isEqualTo("superseded");
        assertThat(server.api().get(doctor, "/DocumentReference?" + record.byIdentifier() + "&status=current").bundle().getTotal()).isEqualTo(1);
    }

    @Test
    @DisplayName("A measure with its device: the transaction stores both, and the device once")
    void measure() {
        Records.Opened record = server.records().adult();
        String holder = server.tokens().holder(record.id());
        String measure = withPatient(read("Bundle-example-mesure.json"), record);
        for (String device : List.of("201 Created", "200 OK")) {
            Reply measured = server.api().post(holder, "", measure);
            assertThat(measured.status()).as(measured.text()).isEqualTo(200);
            assertThat(measured.bundle().getEntry()).extracting(entry -> entry.getResponse().getStatus()).containsExactly("201 Created", device);
        }
    }

    private Reply create(String token, String name, Records.Opened record) {
        return server.api().post(token, "/" + name.substring(0, name.indexOf('-')), withPatient(read(name + ".json"), record));
    }

    private static String mediaType(String file) {
        if (file.endsWith(".xml")) {
            return "application/xml-patch+xml";
        }
        return file.startsWith("Parameters") ? "application/fhir+json" : "application/json-patch+json";
    }

    private static String withPatient(String instance, Records.Opened record) {
        return instance.replaceAll("Patient\\?identifier=urn:oid:[0-9.]+\\|[0-9]+", Matcher.quoteReplacement(record.reference()))
                .replaceAll("\"urn:oid:1\\.2\\.250\\.1\\.213\\.1\\.4\\.11\"", "\"" + Records.INS + "\"").replace("\"280019912345641\"", "\"" + record.ins() + "\"");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of("ig", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
