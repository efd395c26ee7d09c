package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** S4 and API 4, TD2.1: one replaces what one deposited in the same record; nothing tells what else exists. */
class ReplacementRefusalTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final Refusals REFUSALS = new Refusals();
    private static final String ID = "810000001019";
    private static final String OTHER_ID = "810000001027";
    private static final String DOCTOR = SERVER.tokens().doctor(ID);
    private static final String OTHER = SERVER.tokens().doctor(OTHER_ID);
    private static final Records.Opened RECORD = both(SERVER.records().adult());
    private static final Records.Opened SECOND = both(SERVER.records().adult());
    private static final String DELETE = "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]";

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    @DisplayName("TD2.1: replaced is a document of one's own in this record, or nothing at all")
    void replaces(String what, Supplier<Reference> target) {
        DocumentReference document = Documents.simplified(RECORD, "11488-4");
        document.addRelatesTo().setCode(DocumentRelationshipType.REPLACES).setTarget(target.get());
        REFUSALS.expect(Call.post(DOCTOR, "/DocumentReference", document), 422, "business-rule");
        Bundle submission = Documents.submission(RECORD, "11488-4", new byte[] {'a'});
        ((DocumentReference) submission.getEntry().get(1).getResource()).setRelatesTo(document.getRelatesTo());
        REFUSALS.expect(Call.post(DOCTOR, "/", submission), 422, "business-rule");
    }

    static Stream<Arguments> targets() {
        return Stream.of(
                target("another's document that one can read", () -> new Reference("DocumentReference/" + deposited(OTHER, RECORD))),
                target("another's document that one cannot read", () -> new Reference("DocumentReference/" + deposited(OTHER, RECORD, "MASQUE_PS"))),
                target("a document that does not exist", () -> new Reference("DocumentReference/" + UUID.randomUUID())),
                target("one's own document in another record", () -> new Reference("DocumentReference/" + deposited(DOCTOR, SECOND))),
                target("one's own deleted document", () -> {
                    String id = deposited(DOCTOR, RECORD);
                    assertThat(SERVER.api().patch(DOCTOR, "/DocumentReference/" + id, DELETE).status()).isEqualTo(200);
                    return new Reference("DocumentReference/" + id);
                }),
                target("the patient", () -> new Reference("Patient/" + RECORD.id())),
                target("a document by query", () -> new Reference("DocumentReference?identifier=x|y")),
                target("a document by identifier", () -> new Reference().setIdentifier(new Identifier().setSystem("urn:ietf:rfc:3986").setValue("urn:uuid:" + UUID.randomUUID()))),
                target("a document of another server", () -> new Reference("https://example.org/fhir/DocumentReference/1")),
                target("a contained resource", () -> new Reference("#auteur")),
                target("nothing", Reference::new));
    }

    @Test
    @DisplayName("ACCESS-RULES 7: another's, hidden and absent get one answer")
    void constant() {
        Seen absent = answer("DocumentReference/" + UUID.randomUUID());
        assertThat(answer("DocumentReference/" + deposited(OTHER, RECORD))).isEqualTo(absent);
        assertThat(answer("DocumentReference/" + deposited(OTHER, RECORD, "MASQUE_PS"))).isEqualTo(absent);
        assertThat(answer("DocumentReference/" + deposited(OTHER, SECOND))).isEqualTo(absent);
    }

    @Test
    @DisplayName("TD2.1: a refused replacement leaves the old document current")
    void untouched() {
        String old = deposited(DOCTOR, RECORD);
        Map<String, Long> before = Rows.counted();
        DocumentReference document = Documents.simplified(RECORD, "11488-4");
        document.addRelatesTo().setCode(DocumentRelationshipType.REPLACES).setTarget(new Reference("DocumentReference/" + old));
        document.getContentFirstRep().getAttachment().setHash(new byte[20]);
        Refusals.assertWellFormed(Call.post(DOCTOR, "/DocumentReference", document).send(), 422, "business-rule");
        assertThat(Rows.counted()).isEqualTo(before);
        assertThat(Call.get(DOCTOR, "/DocumentReference/" + old).send().as(DocumentReference.class).getStatus().toCode()).isEqualTo("current");
    }

    private static Seen answer(String target) {
        DocumentReference document = Documents.simplified(RECORD, "11488-4");
        document.addRelatesTo().setCode(DocumentRelationshipType.REPLACES).setTarget(new Reference(target));
        return Seen.of(Call.post(DOCTOR, "/DocumentReference", document).send());
    }

    private static Arguments target(String what, Supplier<Reference> target) {
        return arguments(what, target);
    }

    private static Records.Opened both(Records.Opened record) {
        SERVER.records().authorised(record, DOCTOR, ID);
        return SERVER.records().authorised(record, OTHER, OTHER_ID);
    }

    private static String deposited(String token, Records.Opened record, String... labels) {
        Reply created = SERVER.api().post(token, "/DocumentReference", Documents.simplified(record, "11488-4", labels));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.createdId();
    }
}
