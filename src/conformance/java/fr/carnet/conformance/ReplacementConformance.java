package fr.carnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** TD2.1: a document takes the place of another, in the transaction of its deposit. */
@Tag("TD2.1")
@ExtendWith(TestedServerExtension.class)
class ReplacementConformance {

    private final TestedServer server;
    private final Samples samples;

    ReplacementConformance(TestedServer server) {
        this.server = server;
        this.samples = new Samples(server.settings());
    }

    @Test
    @Tag("TD2.1-01")
    void alone() {
        DocumentReference old = server.deposit(Caller.AUTHOR, samples.document());
        server.deposit(Caller.AUTHOR, replacing(old));
        assertThat(status(old)).isEqualTo("superseded");
    }

    @Test
    @Tag("TD2.1-02")
    void inATransaction() {
        DocumentReference old = server.deposit(Caller.AUTHOR, samples.document());
        Bundle submission = samples.submission(replacing(old));
        submission.addEntry().setResource(Samples.fhirPathReplace("DocumentReference.status", new CodeType("superseded"))).getRequest()
                .setMethod(Bundle.HTTPVerb.PATCH).setUrl("DocumentReference/" + old.getIdPart());
        assertThat(server.submit(Caller.AUTHOR, submission).getEntry()).hasSize(4);
        assertThat(status(old)).isEqualTo("superseded");
    }

    @Test
    @Tag("TD2.1-03")
    void theOldOneIsFound() {
        DocumentReference old = server.deposit(Caller.AUTHOR, samples.document());
        server.deposit(Caller.AUTHOR, replacing(old));
        String identifier = old.getMasterIdentifier().getValue();
        assertThat(server.search(Caller.AUTHOR, "DocumentReference", "identifier", identifier, "status", "superseded").found()).containsExactly(old.getIdPart());
        assertThat(server.search(Caller.AUTHOR, "DocumentReference", "identifier", identifier, "status", "current").found()).isEmpty();
        server.get(Caller.AUTHOR, Samples.content(old), "Accept", "text/plain").expect(200);
    }

    @Test
    @Tag("TD2.1-04")
    void anothers() {
        DocumentReference old = server.deposit(Caller.AUTHOR, samples.document());
        DocumentReference fresh = replacing(old);
        server.post(Caller.READER, "/DocumentReference", fresh).refused(403, 404, 422);
        assertThat(status(old)).isEqualTo("current");
        assertThat(server.search(Caller.READER, "DocumentReference", "identifier", fresh.getMasterIdentifier().getValue()).found()).isEmpty();
    }

    private DocumentReference replacing(DocumentReference old) {
        DocumentReference document = samples.document();
        document.addRelatesTo().setCode(DocumentRelationshipType.REPLACES).getTarget().setReference("DocumentReference/" + old.getIdPart());
        return document;
    }

    private String status(DocumentReference document) {
        return server.get(Caller.AUTHOR, "/DocumentReference/" + document.getIdPart()).expect(200).resource(DocumentReference.class).getStatus().toCode();
    }
}
