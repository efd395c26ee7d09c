package fr.carnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ListResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** ITI-66: submission sets. */
@Tag("ITI-66")
@ExtendWith(TestedServerExtension.class)
class ListSearchConformance {

    private final TestedServer server;
    private final Samples samples;

    ListSearchConformance(TestedServer server) {
        this.server = server;
        this.samples = new Samples(server.settings());
    }

    @Test
    @Tag("ITI-66-01")
    void patientIsRequired() {
        server.get(Caller.AUTHOR, "/List?code=submissionset").refused(400);
    }

    @Test
    @Tag("ITI-66-02")
    void byCodeAndIdentifier() {
        Submitted set = submitted();
        assertThat(server.search(Caller.AUTHOR, "List", "code", "submissionset", "identifier", set.identifier()).found()).containsExactly(set.id());
        assertThat(server.search(Caller.AUTHOR, "List", "code", "folder", "identifier", set.identifier()).found()).isEmpty();
        assertThat(server.search(Caller.AUTHOR, "List", "code", "submissionset", "identifier", Samples.fresh()).found()).isEmpty();
    }

    @Test
    @Tag("ITI-66-03")
    void byPost() {
        Submitted set = submitted();
        assertThat(server.postSearch(Caller.AUTHOR, "List", "code", "submissionset", "identifier", set.identifier()).found()).containsExactly(set.id());
    }

    @Test
    @Tag("ITI-66-04")
    void statusAndDate() {
        Submitted set = submitted();
        assertThat(server.search(Caller.AUTHOR, "List", "identifier", set.identifier(), "status", "current", "date", "2026-11-18").found()).containsExactly(set.id());
        assertThat(server.search(Caller.AUTHOR, "List", "identifier", set.identifier(), "status", "retired").found()).isEmpty();
        assertThat(server.search(Caller.AUTHOR, "List", "identifier", set.identifier(), "date", "lt2026-11-18").found()).isEmpty();
    }

    @Test
    @Tag("ITI-66-05")
    void sourceAndDesignation() {
        Submitted set = submitted();
        assertThat(server.search(Caller.AUTHOR, "List", "identifier", set.identifier(), "sourceId", Samples.SOURCE).found()).containsExactly(set.id());
        assertThat(server.search(Caller.AUTHOR, "List", "identifier", set.identifier(), "sourceId", Samples.SOURCE + ".9").found()).isEmpty();
        assertThat(server.search(Caller.AUTHOR, "List", "identifier", set.identifier(), "designationType", Samples.CLASSES + "|10").found()).containsExactly(set.id());
        assertThat(server.search(Caller.AUTHOR, "List", "identifier", set.identifier(), "designationType", "42").found()).isEmpty();
    }

    private record Submitted(String id, String identifier) {
    }

    private Submitted submitted() {
        Bundle submission = samples.submission(samples.document());
        String identifier = ((ListResource) submission.getEntryFirstRep().getResource()).getIdentifierFirstRep().getValue();
        return new Submitted(Answer.idIn(server.submit(Caller.AUTHOR, submission).getEntryFirstRep().getResponse().getLocation()), identifier);
    }
}
