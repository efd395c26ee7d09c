package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TD2.1: what replaces what, once; and what may still be done to what was replaced. */
class ReplacementTest {

    private static final String ID = "810000003411";
    private static final String READER_ID = "810000003429";
    private static final byte[] CONTENT = {'x'};

    private final TestServer server = TestServer.instance();
    private final Refusals refusals = new Refusals();
    private final String doctor = server.tokens().doctor(ID);
    private final String reader = server.tokens().doctor(READER_ID);
    private Records.Opened record;

    @BeforeEach
    void aRecord() {
        record = server.records().authorised(server.records().authorised(server.records().adult(), doctor, ID), reader, READER_ID);
    }

    @Test
    @DisplayName("TD2.1 A, replaced by B, replaced by C: all three are read, A and B as superseded, each naming the one it replaces")
    void chain() {
        String a = published(null);
        String b = published(a);
        String c = published(b);
        assertThat(read(a).getStatus().toCode()).isEqualTo("superseded");
        assertThat(read(b).getStatus().toCode()).isEqualTo("superseded");
        assertThat(read(b).getRelatesToFirstRep().getTarget().getReference()).isEqualTo("DocumentReference/" + a);
        assertThat(read(c).getStatus().toCode()).isEqualTo("current");
        assertThat(read(c).getRelatesToFirstRep().getTarget().getReference()).isEqualTo("DocumentReference/" + b);
        String search = "/DocumentReference?" + record.byIdentifier() + "&status=";
        assertThat(Call.get(reader, search + "current").send().ids()).containsExactly(c);
        assertThat(Call.get(reader, search + "superseded").send().ids()).containsExactlyInAnyOrder(a, b);
        assertThat(Call.get(reader, "/" + read(a).getContentFirstRep().getAttachment().getUrl()).send().status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "with the PATCH entry: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("TD2.1 the PATCH entry of an ITI-65 replacement may be there or not; the answers stand in the order of the entries")
    void patchEntry(boolean sent) {
        String old = published(null);
        Bundle submission = replacing(old);
        if (sent) {
            submission.getEntry().add(2, supersede(old));
        }
        Reply reply = Call.post(doctor, "/", submission).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.bundle().getEntry().stream().map(entry -> entry.getResponse().getStatus() + " " + entry.getResponse().getLocation().split("/")[0]))
                .containsExactlyElementsOf(sent ? List.of("201 Created List", "201 Created DocumentReference", "200 OK DocumentReference", "201 Created Binary")
                        : List.of("201 Created List", "201 Created DocumentReference", "201 Created Binary"));
        if (sent) {
            assertThat(reply.bundle().getEntry().get(2).getResponse().getLocation()).startsWith("DocumentReference/" + old + "/_history/");
        }
        assertThat(read(old).getStatus().toCode()).isEqualTo("superseded");
    }

    @Test
    @DisplayName("TD2.1 a document is replaced once: 422 alone, in a transaction, and twice in one transaction; the first replacement stands")
    void once() {
        String old = published(null);
        Bundle twice = replacing(old);
        replacing(old).getEntry().stream().skip(1).forEach(twice::addEntry);
        refusals.expect(Call.post(doctor, "/", twice), 422, "business-rule");
        assertThat(read(old).getStatus().toCode()).isEqualTo("current");
        String first = published(old);
        DocumentReference again = Documents.simplified(record, "11488-4");
        again.addRelatesTo().setCode(DocumentRelationshipType.REPLACES).getTarget().setReference("DocumentReference/" + old);
        refusals.expect(Call.post(doctor, "/DocumentReference", again), 422, "business-rule");
        refusals.expect(Call.post(doctor, "/", replacing(old)), 422, "business-rule");
        assertThat(read(first).getStatus().toCode()).isEqualTo("current");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = ';', quoteCharacter = '\u0000', value = {
        "archived;200;[{\"op\":\"replace\",\"path\":\"/extension/0/valueBoolean\",\"value\":true}]",
        "masked;200;[{\"op\":\"replace\",\"path\":\"/securityLabel/0/coding/0/code\",\"value\":\"MASQUE_PS\"}]",
        "deleted;200;[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]",
        "current again;422;[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"current\"}]",
        "its labels emptied;422;[{\"op\":\"remove\",\"path\":\"/securityLabel\"}]",
        "its title changed;405;[{\"op\":\"replace\",\"path\":\"/content/0/attachment/title\",\"value\":\"x\"}]"})
    @DisplayName("TD3.3 what was replaced is archived, masked and deleted by its author; it does not become current again")
    void afterwards(String what, int status, String patch) {
        String old = published(null);
        published(old);
        String path = "/DocumentReference/" + old;
        assertThat(Call.patch(reader, path, patch).send().status()).as("not the author").isNotEqualTo(200);
        Reply reply = Call.patch(doctor, path, patch).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        if (status == 422) {
            refusals.expect(Call.patch(doctor, path, patch), 422, "business-rule");
        }
    }

    @Test
    @DisplayName("S5 the holder masks and unmasks what was replaced")
    void holder() {
        String old = published(null);
        published(old);
        String mask = "[{\"op\":\"replace\",\"path\":\"/securityLabel/0/coding/0/code\",\"value\":\"MASQUE_PS\"}]";
        assertThat(Call.patch(server.tokens().holder(record.id()), "/DocumentReference/" + old, mask).send().status()).isEqualTo(200);
        assertThat(Call.get(reader, "/DocumentReference/" + old).send().status()).isEqualTo(404);
    }

    private String published(String replaced) {
        DocumentReference document = Documents.simplified(record, "11488-4");
        if (replaced != null) {
            document.addRelatesTo().setCode(DocumentRelationshipType.REPLACES).getTarget().setReference("DocumentReference/" + replaced);
        }
        Reply created = Call.post(doctor, "/DocumentReference", document).send();
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.createdId();
    }

    private Bundle replacing(String old) {
        Bundle submission = Documents.submission(record, "11488-4", CONTENT);
        ((DocumentReference) submission.getEntry().get(1).getResource()).addRelatesTo().setCode(DocumentRelationshipType.REPLACES).getTarget()
                .setReference("DocumentReference/" + old);
        return submission;
    }

    private static Bundle.BundleEntryComponent supersede(String id) {
        Parameters patch = new Parameters();
        Parameters.ParametersParameterComponent operation = patch.addParameter().setName("operation");
        operation.addPart().setName("type").setValue(new CodeType("replace"));
        operation.addPart().setName("path").setValue(new StringType("DocumentReference.status"));
        operation.addPart().setName("value").setValue(new CodeType("superseded"));
        Bundle.BundleEntryComponent entry = new Bundle.BundleEntryComponent().setResource(patch);
        entry.getRequest().setMethod(Bundle.HTTPVerb.PATCH).setUrl("DocumentReference/" + id);
        return entry;
    }

    private DocumentReference read(String id) {
        return Call.get(reader, "/DocumentReference/" + id).send().as(DocumentReference.class);
    }
}
