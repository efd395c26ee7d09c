package fr.carnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ListResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** TD2 by ITI-65: a submission set, its document and its content in one transaction. */
@Tag("ITI-65")
@ExtendWith(TestedServerExtension.class)
class SubmissionConformance {

    private final TestedServer server;
    private final Samples samples;

    SubmissionConformance(TestedServer server) {
        this.server = server;
        this.samples = new Samples(server.settings());
    }

    @Test
    @Tag("TD2-20")
    void order() {
        Bundle response = server.submit(Caller.AUTHOR, samples.submission(samples.document()));
        assertThat(response.getEntry()).allSatisfy(entry -> assertThat(entry.getResponse().getStatus()).startsWith("201"));
        assertThat(types(response)).containsExactly("List", "DocumentReference", "Binary");
    }

    @Test
    @Tag("TD2-21")
    void links() {
        DocumentReference sent = samples.document();
        byte[] content = sent.getContentFirstRep().getAttachment().getData();
        Bundle response = server.submit(Caller.AUTHOR, samples.submission(sent));
        ListResource set = server.get(Caller.AUTHOR, "/List/" + id(response, 0)).expect(200).resource(ListResource.class);
        assertThat(set.getEntryFirstRep().getItem().getReference()).endsWith("DocumentReference/" + id(response, 1));
        DocumentReference document = server.get(Caller.AUTHOR, "/DocumentReference/" + id(response, 1)).expect(200).resource(DocumentReference.class);
        assertThat(Samples.content(document)).isEqualTo("/Binary/" + id(response, 2));
        assertThat(server.get(Caller.AUTHOR, Samples.content(document), "Accept", "text/plain").expect(200).bytes()).isEqualTo(content);
    }

    @Test
    @Tag("TD2-22")
    void allOrNothing() {
        DocumentReference first = server.deposit(Caller.AUTHOR, samples.document());
        DocumentReference good = samples.document();
        Bundle both = samples.submission(good);
        Bundle duplicate = samples.submission(samples.document().setMasterIdentifier(first.getMasterIdentifier()));
        ((ListResource) both.getEntryFirstRep().getResource()).addEntry().getItem().setReference(duplicate.getEntry().get(1).getFullUrl());
        both.addEntry(duplicate.getEntry().get(1)).addEntry(duplicate.getEntry().get(2));
        server.post(Caller.AUTHOR, "", both).refused(409);
        assertThat(found(good)).isEmpty();
    }

    @Test
    @Tag("TD2-23")
    void wrongHash() {
        DocumentReference document = samples.document();
        document.getContentFirstRep().getAttachment().setHash(new byte[20]);
        server.post(Caller.AUTHOR, "", samples.submission(document)).refused(422);
        assertThat(found(document)).isEmpty();
    }

    @Test
    @Tag("TD2-24")
    void xml() {
        Bundle response = server.submitted(Caller.AUTHOR, server.postXml(Caller.AUTHOR, "", samples.submission(samples.document())));
        assertThat(types(response)).containsExactly("List", "DocumentReference", "Binary");
    }

    private List<String> found(DocumentReference document) {
        return server.search(Caller.AUTHOR, "DocumentReference", "identifier", document.getMasterIdentifier().getValue()).found();
    }

    private static String id(Bundle response, int entry) {
        return Answer.idIn(response.getEntry().get(entry).getResponse().getLocation());
    }

    private static List<String> types(Bundle response) {
        return response.getEntry().stream().map(entry -> entry.getResponse().getLocation().replaceAll("^(?:.*/)?([A-Z][A-Za-z]+)/[^/]+(?:/_history/.*)?$", "$1")).toList();
    }
}
