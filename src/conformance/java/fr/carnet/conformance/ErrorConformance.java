package fr.carnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a refusal looks like, and what is not offered. */
@Tag("errors")
@ExtendWith(TestedServerExtension.class)
class ErrorConformance {

    private static final String UNKNOWN = "/DocumentReference/" + UUID.randomUUID();

    private final TestedServer server;
    private final Samples samples;

    ErrorConformance(TestedServer server) {
        this.server = server;
        this.samples = new Samples(server.settings());
    }

    @Test
    @Tag("ERR-01")
    void unreadableBody() {
        server.send("POST", Caller.AUTHOR, "/DocumentReference", "{\"resourceType\":\"DocumentReference\",", "Content-Type", TestedServer.JSON).refused(400);
        server.send("POST", Caller.AUTHOR, "/DocumentReference", "<DocumentReference xmlns=\"http://hl7.org/fhir\"><status", "Content-Type", TestedServer.XML).refused(400);
    }

    @Test
    @Tag("ERR-02")
    void unknownParameter() {
        server.search(Caller.AUTHOR, "DocumentReference", "couleur", "bleu").refused(400);
        String search = "/DocumentReference?" + TestedServer.query("patient.identifier", server.settings().patient(), "couleur", "bleu");
        server.get(Caller.AUTHOR, search, "Prefer", "handling=lenient").refused(400);
    }

    @Test
    @Tag("ERR-03")
    void steeringHeader() {
        server.get(Caller.AUTHOR, UNKNOWN, "X-HTTP-Method-Override", "DELETE").refused(400);
    }

    @Test
    @Tag("ERR-04")
    void requestId() {
        String id = UUID.randomUUID().toString();
        assertThat(server.get(Caller.AUTHOR, UNKNOWN, "X-Request-Id", id).refused(404).header("X-Request-Id")).isEqualTo(id);
    }

    @Test
    @Tag("ERR-05")
    void languages() {
        String silent = words();
        assertThat(words("Accept-Language", "fr")).isEqualTo(silent);
        assertThat(words("Accept-Language", "en")).isNotEqualTo(silent);
    }

    @Test
    @Tag("ERR-06")
    void xml() {
        Answer answer = server.get(Caller.AUTHOR, UNKNOWN, "Accept", TestedServer.XML).refused(404);
        assertThat(answer.text().stripLeading()).startsWith("<");
    }

    @Test
    @Tag("ERR-07")
    void notOffered() {
        DocumentReference document = server.deposit(Caller.AUTHOR, samples.document());
        server.send("DELETE", Caller.AUTHOR, "/DocumentReference/" + document.getIdPart(), null).refused(405);
        server.get(Caller.AUTHOR, "/DocumentReference/" + document.getIdPart()).expect(200);
    }

    @Test
    @Tag("ERR-08")
    void aroundTheRecord() {
        DocumentReference document = server.deposit(Caller.AUTHOR, samples.document());
        server.get(Caller.AUTHOR, "/" + document.getSubject().getReference() + "/$everything").refused(400, 403, 404, 405);
        server.search(Caller.AUTHOR, "DocumentReference", "_has:List:item:code", "submissionset").refused(400);
        server.search(Caller.AUTHOR, "DocumentReference", "_revinclude", "List:item").refused(400);
    }

    private String words(String... headers) {
        return server.get(Caller.AUTHOR, UNKNOWN, headers).refused(404).resource(OperationOutcome.class).getIssueFirstRep().getDetails().getText();
    }
}
