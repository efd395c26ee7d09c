package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API 3 and 4: the transactions in JSON and XML, with each value of Prefer, under each system of identity. */
class TransactionFormsTest {

    private static final String ID = "810000003510";
    private static final String ARCHIVE = "[{\"op\":\"replace\",\"path\":\"/extension/0/valueBoolean\",\"value\":true}]";
    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(ID);
    private final Records.Opened record = server.records().authorised(server.records().adult(), doctor, ID);

    @Test
    @DisplayName("API 1 ITI-65, ITI-105 and PATCH in XML, answered in XML")
    void xml() {
        Reply submitted = xml("/", Documents.submission(record, "11488-4", new byte[] {'x'}));
        assertThat(submitted.status()).as(submitted.text()).isEqualTo(200);
        assertThat(submitted.text()).startsWith("<Bundle");
        assertThat(submitted.bundle().getEntry()).hasSize(3);
        Reply published = xml("/DocumentReference", Documents.simplified(record, "11488-4"));
        assertThat(published.status()).as(published.text()).isEqualTo(201);
        assertThat(published.text()).startsWith("<DocumentReference");
        assertThat(published.header("Location")).isEqualTo(server.api().base() + "/DocumentReference/" + published.createdId() + "/_history/1");
        Reply patched = Call.patch(doctor, "/DocumentReference/" + published.createdId(), "application/xml-patch+xml",
                "<diff xmlns:f=\"http://hl7.org/fhir\"><replace sel=\"f:DocumentReference/f:status/@value\">superseded</replace></diff>").with("Accept", "application/fhir+xml").send();
        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
        assertThat(patched.text()).startsWith("<DocumentReference");
    }

    @ParameterizedTest(name = "Prefer {0}")
    @CsvSource({"return=minimal, ''", "return=representation, DocumentReference", "return=OperationOutcome, OperationOutcome", "'', DocumentReference"})
    @DisplayName("API 3 Prefer on create and patch of a document")
    void preferOnDocuments(String prefer, String type) {
        Reply created = preferring(Call.post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")), prefer);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.createdId()).isNotEmpty();
        assertThat(typeOf(created)).isEqualTo(type);
        Reply patched = preferring(Call.patch(doctor, "/DocumentReference/" + created.createdId(), ARCHIVE), prefer);
        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
        assertThat(typeOf(patched)).isEqualTo(type);
        assertThat(Call.get(doctor, "/DocumentReference/" + created.createdId()).send().as(DocumentReference.class).getMeta().getVersionId()).isEqualTo("2");
    }

    @ParameterizedTest(name = "Prefer {0}")
    @CsvSource({"return=minimal, ''", "return=representation, Observation", "return=OperationOutcome, OperationOutcome"})
    @DisplayName("API 3 Prefer on create and update of an entry")
    void preferOnEntries(String prefer, String type) {
        String holder = server.tokens().holder(record.id());
        Reply created = preferring(Call.post(holder, "/Observation", EntrySamples.measure(record.id(), "2345-7")), prefer);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(typeOf(created)).isEqualTo(type);
        Observation stored = Call.get(holder, "/Observation/" + created.createdId()).send().as(Observation.class);
        stored.setStatus(Observation.ObservationStatus.AMENDED);
        Reply updated = server.api().send("PUT", holder, "/Observation/" + created.createdId(), FHIR.newJsonParser().encodeResourceToString(stored).getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/fhir+json", "Prefer", prefer));
        assertThat(updated.status()).as(updated.text()).isEqualTo(200);
        assertThat(typeOf(updated)).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "9", "10", "11"})
    @DisplayName("ig-facts 1.1 INS of the four systems: opened, asked about, deposited for; under another of them there is nobody")
    void systems(String system) {
        String oid = "urn:oid:1.2.250.1.213.1.4.";
        Patient identity = Records.patient(Records.nextIns(), LocalDate.of(1980, 1, 15));
        identity.getIdentifierFirstRep().setSystem(oid + system);
        Reply opened = server.api().post(server.tokens().support(), "/Patient/$open", identity);
        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        String ins = identity.getIdentifierFirstRep().getValue();
        server.records().authorised(new Records.Opened(opened.createdId(), ins), doctor, ID);
        Bundle submission = Documents.submission(record, "11488-4", new byte[] {'x'});
        about(submission, "Patient?identifier=" + oid + system + "|" + ins);
        Reply deposited = Call.post(doctor, "/", submission).send();
        assertThat(deposited.status()).as(deposited.text()).isEqualTo(200);
        assertThat(Call.get(doctor, "/Patient?identifier=" + oid + system + "%7C" + ins).send().ids()).containsExactly(opened.createdId());
        String other = "8".equals(system) ? "9" : "8";
        about(submission, "Patient?identifier=" + oid + other + "|" + ins);
        Refusals.assertWellFormed(Call.post(doctor, "/", submission).send(), 403, "refused");
        assertThat(Call.get(doctor, "/Patient?identifier=" + oid + other + "%7C" + ins).send().bundle().getTotal()).isZero();
    }

    private static void about(Bundle submission, String patient) {
        ((ListResource) submission.getEntry().get(0).getResource()).getSubject().setReference(patient);
        ((DocumentReference) submission.getEntry().get(1).getResource()).getSubject().setReference(patient);
    }

    private Reply xml(String path, Resource resource) {
        return Call.post(doctor, path, "application/fhir+xml", FHIR.newXmlParser().encodeResourceToString(resource)).with("Accept", "application/fhir+xml").send();
    }

    private static Reply preferring(Call call, String prefer) {
        return (prefer.isEmpty() ? call : call.with("Prefer", prefer)).send();
    }

    private static String typeOf(Reply reply) {
        return reply.bytes().length == 0 ? "" : ((Resource) FHIR.newJsonParser().parseResource(reply.text())).fhirType();
    }
}
