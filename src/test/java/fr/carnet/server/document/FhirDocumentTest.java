package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API 4, PDSm 3.1.1: a FHIR document deposited as a resource is fetched as {@code Bundle/<id>}, and governed like any other content. */
class FhirDocumentTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final String ID = "810000003114";
    private static final String NURSE_ID = "810000003122";
    private static final String DOCTOR = SERVER.tokens().doctor(ID);
    private static final String NURSE = SERVER.tokens().professional(NURSE_ID, "60", null, null);
    private static final String MASK = "[{\"op\":\"replace\",\"path\":\"/securityLabel/0/coding/0/code\",\"value\":\"MASQUE_PS\"}]";

    private final Refusals refusals = new Refusals();
    private Records.Opened record;

    @BeforeEach
    void aRecord() {
        record = SERVER.records().authorised(SERVER.records().authorised(SERVER.records().adult(), DOCTOR, ID), NURSE, NURSE_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/fhir+json", "application/fhir+xml"})
    @DisplayName("Deposited, named Bundle/<id>, fetched in JSON and XML as it was; size and hash are those of the bytes in its own media type")
    void deposited(String contentType) throws NoSuchAlgorithmException {
        Bundle document = Documents.fhirDocument(record);
        Reply reply = Call.post(DOCTOR, "/", Documents.submission(record, "11488-4", document, contentType)).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        String location = reply.bundle().getEntry().get(2).getResponse().getLocation();
        assertThat(location).startsWith("Bundle/");
        Attachment attachment = attachment(reply);
        assertThat(attachment.getUrl()).isEqualTo(location);

        Reply own = Call.get(NURSE, "/" + location).with("Accept", contentType).send();
        assertThat(own.status()).as(own.text()).isEqualTo(200);
        assertThat(own.header("Content-Type")).startsWith(contentType);
        assertThat(attachment.getSize()).isEqualTo(own.bytes().length);
        assertThat(attachment.getHash()).isEqualTo(MessageDigest.getInstance("SHA-1").digest(own.bytes()));
        for (String accept : new String[] {"application/fhir+json", "application/fhir+xml"}) {
            Bundle fetched = Call.get(NURSE, "/" + location).with("Accept", accept).send().bundle();
            assertThat(fetched.getType()).isEqualTo(Bundle.BundleType.DOCUMENT);
            assertThat(fetched.getIdentifier().getValue()).isEqualTo(document.getIdentifier().getValue());
            assertThat(fetched.getEntry()).hasSize(3);
            assertThat(((DocumentReference) fetched.getEntry().get(2).getResource()).getRelatesTo()).as("what it names is content").hasSize(1);
        }
    }

    @Test
    @DisplayName("What the client says of the size and hash of its own bytes is replaced")
    void clientsSums() {
        Bundle submission = Documents.submission(record, "11488-4", Documents.fhirDocument(record), "application/fhir+json");
        ((DocumentReference) submission.getEntry().get(1).getResource()).getContentFirstRep().getAttachment().setSize(4096).setHash(new byte[20]);
        Reply reply = Call.post(DOCTOR, "/", submission).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(attachment(reply).getHash()).isNotEqualTo(new byte[20]);
    }

    @Test
    @DisplayName("The same FHIR document as bytes is a Binary like any other: stored to the byte, size and hash compared")
    void asBytes() {
        byte[] bytes = FhirContext.forR4Cached().newJsonParser().setPrettyPrint(true).encodeResourceToString(Documents.fhirDocument(record)).getBytes(StandardCharsets.UTF_8);
        DocumentReference document = Documents.simplified(record, "11488-4");
        document.getContentFirstRep().getAttachment().setContentType("application/fhir+json").setData(bytes);
        Reply created = Call.post(DOCTOR, "/DocumentReference", document).send();
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String url = created.as(DocumentReference.class).getContentFirstRep().getAttachment().getUrl();
        assertThat(url).startsWith("Binary/");
        assertThat(Call.get(NURSE, "/" + url).with("Accept", "*/*").send().bytes()).isEqualTo(bytes);
        document.getMasterIdentifier().setValue("urn:uuid:" + UUID.randomUUID());
        document.getContentFirstRep().getAttachment().setHash(new byte[20]);
        refusals.expect(Call.post(DOCTOR, "/DocumentReference", document), 422, "business-rule");
    }

    @Test
    @DisplayName("S1 hidden with its document, in the same words as one that is not there; not to be had under another type; traced")
    void governed() {
        Reply reply = Call.post(DOCTOR, "/", Documents.submission(record, "11488-4", Documents.fhirDocument(record), "application/fhir+json")).send();
        String path = "/" + reply.bundle().getEntry().get(2).getResponse().getLocation();
        Reply read = Call.get(NURSE, path).send();
        assertThat(read.status()).isEqualTo(200);
        assertThat(SERVER.database().sql("select array_to_string(entities, ',') from carnet.audit_event where request_id = ?").param(read.header("X-Request-Id"))
                .query(String.class).single()).isEqualTo(path.substring(1));
        Seen absent = Seen.of(Call.get(NURSE, "/Bundle/" + UUID.randomUUID()).send());
        assertThat(absent.status()).isEqualTo(404);
        assertThat(Seen.of(Call.get(NURSE, path.replace("Bundle", "Binary")).send())).isEqualTo(Seen.of(Call.get(NURSE, "/Binary/" + UUID.randomUUID()).send()));
        assertThat(Call.get(SERVER.tokens().doctor("810000003130"), path).send().status()).isEqualTo(404);
        String document = reply.bundle().getEntry().get(1).getResponse().getLocation().replaceAll("/_history.*", "");
        assertThat(Call.patch(SERVER.tokens().holder(record.id()), "/" + document, MASK).send().status()).isEqualTo(200);
        assertThat(Seen.of(Call.get(NURSE, path).send())).isEqualTo(absent);
        assertThat(Call.get(DOCTOR, path).send().status()).as("its author").isEqualTo(200);
        assertThat(Call.get(SERVER.tokens().holder(record.id()), path).send().status()).as("the holder").isEqualTo(200);
        assertThat(Call.get(DOCTOR, path + "/_history/1").send().status()).isEqualTo(405);
        assertThat(Call.get(DOCTOR, "/Bundle?_id=" + path.substring("/Bundle/".length())).send().status()).isEqualTo(405);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource
    @DisplayName("A FHIR document with one fault")
    void refused(String what, Consumer<Bundle> fault, int status, String issue) {
        Bundle submission = Documents.submission(record, "11488-4", Documents.fhirDocument(record), "application/fhir+json");
        fault.accept(submission);
        refusals.expect(Call.post(DOCTOR, "/", submission), status, issue);
    }

    static Stream<Arguments> refused() {
        Records.Opened another = SERVER.records().adult();
        return Stream.of(
                fault("no Composition first", submission -> document(submission).getEntry().remove(0), 422, "business-rule"),
                fault("a Bundle of another kind", submission -> document(submission).setType(Bundle.BundleType.COLLECTION), 405, "not-offered"),
                fault("declared as a PDF", submission -> declared(submission, "application/pdf"), 422, "business-rule"),
                fault("declared as what nobody deposits", submission -> declared(submission, "application/zip"), 415, "unsupported-media-type"),
                fault("named by no document", submission -> submission.getEntry().get(2).setFullUrl("urn:uuid:" + UUID.randomUUID()), 422, "business-rule"),
                fault("about another patient by INS", submission -> about(submission, another.ins()), 400, "one-patient-only"),
                fault("about a patient whom nobody knows", submission -> about(submission, Records.nextIns()), 400, "one-patient-only"),
                fault("about another patient by id", submission -> composition(submission).setSubject(new Reference("Patient/" + another.id())), 400, "one-patient-only"),
                fault("about another patient by identifier", submission -> composition(submission).setSubject(new Reference().setIdentifier(
                        new Identifier().setSystem(Records.INS).setValue(another.ins()))), 400, "one-patient-only"));
    }

    @Test
    @DisplayName("Older numbers of the same patient beside his INS are no other patient")
    void severalNumbers() {
        Bundle submission = Documents.submission(record, "11488-4", Documents.fhirDocument(record), "application/fhir+json");
        Patient patient = (Patient) document(submission).getEntry().get(1).getResource();
        patient.addIdentifier().setSystem("urn:oid:1.2.250.1.213.1.4.2").setValue("0123456789012345678901");
        patient.addIdentifier().setSystem("urn:oid:1.2.250.1.213.1.4.9").setUse(Identifier.IdentifierUse.OLD).setValue(Records.nextIns());
        assertThat(Call.post(DOCTOR, "/", submission).send().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("API 4: a holder deposits no FHIR document; a Bundle by itself is deposited by nobody")
    void notOffered() {
        Map<String, Long> before = Rows.counted();
        Bundle submission = Documents.submission(record, "11488-4", Documents.fhirDocument(record), "application/fhir+json");
        Refusals.assertWellFormed(Call.post(SERVER.tokens().holder(record.id()), "/", submission).send(), 415, "unsupported-media-type");
        Refusals.assertWellFormed(Call.post(DOCTOR, "/Bundle", Documents.fhirDocument(record)).send(), 405, "not-offered");
        assertThat(Rows.counted()).isEqualTo(before);
    }

    private static Attachment attachment(Reply reply) {
        String document = reply.bundle().getEntry().get(1).getResponse().getLocation().replaceAll("/_history.*", "");
        return Call.get(DOCTOR, "/" + document).send().as(DocumentReference.class).getContentFirstRep().getAttachment();
    }

    private static Bundle document(Bundle submission) {
        return (Bundle) submission.getEntry().get(2).getResource();
    }

    private static Composition composition(Bundle submission) {
        return (Composition) document(submission).getEntryFirstRep().getResource();
    }

    private static void declared(Bundle submission, String contentType) {
        ((DocumentReference) submission.getEntry().get(1).getResource()).getContentFirstRep().getAttachment().setContentType(contentType);
    }

    private static void about(Bundle submission, String ins) {
        ((Patient) document(submission).getEntry().get(1).getResource()).getIdentifierFirstRep().setValue(ins);
    }

    private static Arguments fault(String what, Consumer<Bundle> fault, int status, String issue) {
        return arguments(what, fault, status, issue);
    }
}
