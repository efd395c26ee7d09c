package fr.carnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** TD3.2 by ITI-68: the document itself. */
@Tag("ITI-68")
@ExtendWith(TestedServerExtension.class)
class RetrieveConformance {

    private final TestedServer server;
    private final Samples samples;

    RetrieveConformance(TestedServer server) {
        this.server = server;
        this.samples = new Samples(server.settings());
    }

    @Test
    @Tag("TD3.2-01")
    void raw() {
        Content content = deposited();
        Answer answer = server.get(Caller.READER, content.path(), "Accept", "text/plain").expect(200);
        assertThat(answer.bytes()).isEqualTo(content.bytes());
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
    }

    @Test
    @Tag("TD3.2-02")
    void json() {
        asResource(TestedServer.JSON);
    }

    @Test
    @Tag("TD3.2-03")
    void xml() {
        asResource(TestedServer.XML);
    }

    @Test
    @Tag("TD3.2-04")
    void anotherType() {
        server.get(Caller.READER, deposited().path(), "Accept", "image/png").expect(406);
    }

    @Test
    @Tag("TD3.2-05")
    void unknown() {
        server.get(Caller.READER, "/Binary/" + UUID.randomUUID(), "Accept", TestedServer.JSON).refused(404);
        server.get(Caller.READER, "/Binary/" + UUID.randomUUID(), "Accept", "text/plain").expect(404);
    }

    private record Content(String path, byte[] bytes) {
    }

    private void asResource(String type) {
        Content content = deposited();
        Answer answer = server.get(Caller.READER, content.path(), "Accept", type).expect(200);
        assertThat(answer.header("Content-Type")).startsWith(type);
        Binary binary = answer.resource(Binary.class);
        assertThat(binary.getContentType()).isEqualTo("text/plain");
        assertThat(binary.getData()).isEqualTo(content.bytes());
    }

    private Content deposited() {
        DocumentReference sent = samples.document();
        byte[] bytes = sent.getContentFirstRep().getAttachment().getData();
        return new Content(Samples.content(server.deposit(Caller.AUTHOR, sent)), bytes);
    }
}
