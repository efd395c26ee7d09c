package fr.carnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ListResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who sees which document of a record that is open to him; what is hidden is as if it were not there. */
@Tag("access")
@ExtendWith(TestedServerExtension.class)
class VisibilityConformance {

    private static final String DOCUMENTS = "DocumentReference";
    private static final String[] AS_TEXT = {"Accept", "text/plain"};

    private final TestedServer server;
    private final Samples samples;

    VisibilityConformance(TestedServer server) {
        this.server = server;
        this.samples = new Samples(server.settings());
    }

    @Test
    @Tag("ACC-07")
    void inTheColumn() {
        DocumentReference document = server.deposit(Caller.AUTHOR, samples.ofType(Samples.ASSESSMENT));
        assertThat(found(Caller.NARROW, document)).containsExactly(document.getIdPart());
        server.get(Caller.NARROW, path(document)).expect(200);
        server.get(Caller.NARROW, Samples.content(document), AS_TEXT).expect(200);
    }

    @Test
    @Tag("ACC-08")
    void outsideTheColumn() {
        DocumentReference document = server.deposit(Caller.AUTHOR, samples.document());
        assertThat(found(Caller.NARROW, document)).isEmpty();
        server.get(Caller.NARROW, path(document)).refused(404);
        server.get(Caller.NARROW, Samples.content(document), AS_TEXT).expect(404);
    }

    @Test
    @Tag("ACC-10")
    void maskedIsNotRead() {
        server.get(Caller.READER, path(masked())).refused(404);
    }

    @Test
    @Tag("ACC-11")
    void maskedIsNotFound() {
        DocumentReference document = masked();
        assertThat(found(Caller.AUTHOR, document)).containsExactly(document.getIdPart());
        assertThat(found(Caller.READER, document)).isEmpty();
        Bundle counted = server.search(Caller.READER, DOCUMENTS, "identifier", identifier(document), "_summary", "count").searchset();
        assertThat(counted.getTotal()).as("total").isZero();
    }

    @Test
    @Tag("ACC-12")
    void maskedContent() {
        DocumentReference document = masked();
        server.get(Caller.AUTHOR, Samples.content(document), AS_TEXT).expect(200);
        server.get(Caller.READER, Samples.content(document), AS_TEXT).expect(404);
        server.get(Caller.READER, Samples.content(document), "Accept", TestedServer.JSON).refused(404);
    }

    @Test
    @Tag("ACC-13")
    void maskedSubmissionSet() {
        Bundle submission = samples.submission(samples.document("MASQUE_PS"));
        String set = ((ListResource) submission.getEntryFirstRep().getResource()).getIdentifierFirstRep().getValue();
        server.submit(Caller.AUTHOR, submission);
        assertThat(server.search(Caller.AUTHOR, "List", "identifier", set).found()).hasSize(1);
        assertThat(server.search(Caller.READER, "List", "identifier", set).found()).isEmpty();
    }

    @Test
    @Tag("ACC-14")
    void maskedForOthersOnly() {
        DocumentReference document = masked();
        for (Caller caller : new Caller[] {Caller.AUTHOR, Caller.HOLDER}) {
            server.get(caller, path(document)).expect(200);
            server.get(caller, Samples.content(document), AS_TEXT).expect(200);
            assertThat(found(caller, document)).containsExactly(document.getIdPart());
        }
    }

    @Test
    @Tag("ACC-15")
    void maskedIsAbsent() {
        DocumentReference document = masked();
        String id = document.getIdPart();
        String unknown = UUID.randomUUID().toString();
        String content = Samples.content(document);
        assertThat(server.get(Caller.READER, path(document)).refused(404).seen(id)).isEqualTo(server.get(Caller.READER, "/DocumentReference/" + unknown).seen(unknown));
        for (String type : new String[] {"text/plain", TestedServer.JSON}) {
            assertThat(server.get(Caller.READER, content, "Accept", type).expect(404).seen(content)).isEqualTo(server.get(Caller.READER, "/Binary/" + unknown, "Accept", type).seen("/Binary/" + unknown));
        }
        for (String patch : new String[] {Samples.mask(), "[{\"op\":\"add\",\"path\":\"/description\",\"value\":\"autre\"}]"}) {
            assertThat(server.patch(Caller.READER, id, TestedServer.JSON_PATCH, patch).refused(404).seen(id))
                    .isEqualTo(server.patch(Caller.READER, unknown, TestedServer.JSON_PATCH, patch).seen(unknown));
        }
        String never = Samples.fresh();
        assertThat(emptySearch(identifier(document))).isEqualTo(emptySearch(never));
    }

    @Test
    @Tag("ACC-16")
    void invisibleToThePatient() {
        DocumentReference document = server.deposit(Caller.AUTHOR, samples.document("INVISIBLE_PATIENT"));
        assertThat(found(Caller.READER, document)).containsExactly(document.getIdPart());
        server.get(Caller.READER, path(document)).expect(200);
        assertThat(found(Caller.HOLDER, document)).isEmpty();
        server.get(Caller.HOLDER, path(document)).refused(404);
        server.get(Caller.HOLDER, Samples.content(document), AS_TEXT).expect(404);
    }

    /** @return an empty searchset but for its own id and time */
    private List<Object> emptySearch(String identifier) {
        Bundle found = server.search(Caller.READER, DOCUMENTS, "identifier", identifier).searchset();
        String query = TestedServer.query("x", identifier).substring(2);
        return List.of(found.getTotal(), found.getEntry().size(), found.getLink().stream().map(link -> link.getRelation() + link.getUrl().replace(query, "<asked>").replace(identifier, "<asked>")).toList());
    }

    private DocumentReference masked() {
        return server.deposit(Caller.AUTHOR, samples.document("MASQUE_PS"));
    }

    private List<String> found(Caller caller, DocumentReference document) {
        return server.search(caller, DOCUMENTS, "identifier", identifier(document)).found();
    }

    private static String identifier(DocumentReference document) {
        return document.getMasterIdentifier().getValue();
    }

    private static String path(DocumentReference document) {
        return "/DocumentReference/" + document.getIdPart();
    }
}
