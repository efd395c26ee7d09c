package fr.carnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** TD2 by ITI-105: one document with its data inside. */
@Tag("ITI-105")
@ExtendWith(TestedServerExtension.class)
class DepositConformance {

    private static final String DOCUMENTS = "/DocumentReference";

    private final TestedServer server;
    private final Samples samples;

    DepositConformance(TestedServer server) {
        this.server = server;
        this.samples = new Samples(server.settings());
    }

    @Test
    @Tag("TD2-01")
    void accepted() {
        DocumentReference sent = samples.document();
        DocumentReference stored = server.deposit(Caller.AUTHOR, sent);
        assertThat(stored.getMasterIdentifier().getValue()).isEqualTo(sent.getMasterIdentifier().getValue());
        assertThat(stored.getStatus().toCode()).isEqualTo("current");
        assertThat(stored.getType().getCodingFirstRep().getCode()).isEqualTo(Samples.CONSULTATION);
    }

    @Test
    @Tag("TD2-02")
    void dataMoves() {
        Attachment stored = attachment(server.deposit(Caller.AUTHOR, samples.document()));
        assertThat(stored.hasData()).as("attachment.data").isFalse();
        assertThat(stored.getUrl()).contains("Binary/");
    }

    @Test
    @Tag("TD2-03")
    void sizeAndHash() throws NoSuchAlgorithmException {
        DocumentReference sent = samples.document();
        byte[] content = attachment(sent).getData();
        Attachment stored = attachment(server.deposit(Caller.AUTHOR, sent));
        assertThat(stored.getSize()).isEqualTo(content.length);
        assertThat(stored.getHash()).isEqualTo(MessageDigest.getInstance("SHA-1").digest(content));
    }

    @Test
    @Tag("TD2-04")
    void wrongHash() {
        DocumentReference document = samples.document();
        attachment(document).setHash(new byte[20]);
        refused(document, 422);
    }

    @Test
    @Tag("TD2-05")
    void wrongSize() {
        DocumentReference document = samples.document();
        attachment(document).setSize(attachment(document).getData().length + 1);
        refused(document, 422);
    }

    @Test
    @Tag("TD2-06")
    void duplicate() {
        DocumentReference first = samples.document();
        DocumentReference stored = server.deposit(Caller.AUTHOR, first);
        String before = server.get(Caller.AUTHOR, DOCUMENTS + "/" + stored.getIdPart()).text();
        DocumentReference again = samples.document().setMasterIdentifier(first.getMasterIdentifier());
        server.post(Caller.AUTHOR, DOCUMENTS, again).refused(409);
        assertThat(server.get(Caller.AUTHOR, DOCUMENTS + "/" + stored.getIdPart()).expect(200).text()).isEqualTo(before);
    }

    @Test
    @Tag("TD2-07")
    void subject() {
        String subject = server.deposit(Caller.AUTHOR, samples.document()).getSubject().getReference();
        assertThat(subject).matches("(.*/)?Patient/[^/?]+");
        assertThat(server.get(Caller.AUTHOR, "/" + subject.replaceAll("^.*/(?=Patient/)", "")).expect(200).text()).contains(server.settings().value("patient.value"));
    }

    @Test
    @Tag("TD2-08")
    void xml() {
        DocumentReference sent = samples.document();
        DocumentReference stored = server.stored(Caller.AUTHOR, server.postXml(Caller.AUTHOR, DOCUMENTS, sent).expect(201));
        assertThat(stored.getMasterIdentifier().getValue()).isEqualTo(sent.getMasterIdentifier().getValue());
    }

    @Test
    @Tag("TD2-09")
    void patientIsRequired() {
        DocumentReference document = samples.document();
        document.setSubject(null);
        refused(document, 400, 422);
    }

    @Test
    @Tag("TD2-10")
    void submissionSet() {
        String document = "DocumentReference/" + server.deposit(Caller.AUTHOR, samples.document()).getIdPart();
        long sets = server.pages(Caller.AUTHOR, "List", "code", "submissionset", "_count", "100").stream().flatMap(page -> page.getEntry().stream())
                .map(entry -> (Resource) entry.getResource()).map(ListResource.class::cast)
                .filter(set -> set.getEntry().stream().anyMatch(entry -> entry.getItem().getReference().endsWith(document))).count();
        assertThat(sets).as("submission sets that name %s", document).isEqualTo(1);
    }

    @Test
    @Tag("TD2-11")
    void pdf() {
        DocumentReference document = samples.document();
        attachment(document).setContentType("application/pdf").setData(Samples.pdf());
        DocumentReference stored = server.deposit(Caller.AUTHOR, document);
        assertThat(attachment(stored).getContentType()).isEqualTo("application/pdf");
        Answer content = server.get(Caller.AUTHOR, Samples.content(stored), "Accept", "application/pdf").expect(200);
        assertThat(content.bytes()).isEqualTo(Samples.pdf());
    }

    private void refused(DocumentReference document, Integer... expected) {
        server.post(Caller.AUTHOR, DOCUMENTS, document).refused(expected);
        assertThat(server.search(Caller.AUTHOR, "DocumentReference", "identifier", document.getMasterIdentifier().getValue()).found()).as("stored").isEmpty();
    }

    private static Attachment attachment(DocumentReference document) {
        return document.getContentFirstRep().getAttachment();
    }
}
