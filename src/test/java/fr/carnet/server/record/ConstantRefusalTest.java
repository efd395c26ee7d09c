package fr.carnet.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.TestServer;
import fr.carnet.server.support.Tokens;
import fr.carnet.server.support.Wire;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** API 7: whatever is wrong with who asks or whom it is about, the answer is a constant refusal, traced, and nothing is stored. */
class ConstantRefusalTest {

    private static final String DOCTOR_ID = "810000000011";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR_ID);
    private final Records.Opened record = server.records().authorised(server.records().adult(), doctor, DOCTOR_ID);
    private final Records.Opened other = server.records().authorised(server.records().adult(), doctor, DOCTOR_ID);
    private final String search = "/DocumentReference?patient=" + record.id();

    @TestFactory
    Stream<DynamicTest> refused() {
        String holder = server.tokens().holder(record.id());
        Map<String, Call> refused = new HashMap<>(Map.of(
                "an access mode that does not exist", Call.get(doctor, search).with("Mode-Acces", "urgence"),
                "an access mode in capitals", Call.get(doctor, search).with("Mode-Acces", "NORMAL"),
                "an empty access mode", Call.get(doctor, search).with("Mode-Acces", ""),
                "centre_15 by a token that is no regulator's", Call.get(doctor, search).with("Mode-Acces", "centre_15"),
                "an emergency mode of a holder", Call.get(holder, search).with("Mode-Acces", "bris_de_glace"),
                "the record of somebody else, by a holder", Call.get(holder, "/DocumentReference?patient=" + other.id()),
                "an entry for another record, by a holder", Call.post(holder, "/Observation", EntrySamples.measure(other.id(), "8867-4")),
                "an app in another record than its token's", Call.get(Apps.token(server, Apps.METER, record.id(), "patient/*.cruds"), "/Observation?patient=" + other.id())
                        .with("Code-Finalite", "GLYCEMIE")));
        refused.put("a professional without exercice", Call.get(server.tokens().sign("pro-sante-connect", Tokens.professionalClaims(DOCTOR_ID, List.of())), search));
        refused.put("two exercices and no choice", Call.get(server.tokens().sign("pro-sante-connect",
                Tokens.professionalClaims(DOCTOR_ID, List.of(Tokens.exercise("10", "SM54", null), Tokens.exercise("60", null, null)))), search));
        refused.put("fhirUser and patient that contradict each other", Call.get(server.tokens().smart(record.id(), "Patient/" + other.id(), "mon-application"), search));
        refused.put("a delegation that belongs to another record", Call.get(server.tokens().representative(record.id(), server.records().parentOf(
                server.records().open(LocalDate.of(2015, 3, 2)))), search));
        return refused.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> assertRefused(entry.getValue())));
    }

    @Test
    @DisplayName("S5 the delegation of a parent ends on the child's eighteenth birthday, for reading, writing and choosing")
    void delegationOfAnAdultChild() {
        LocalDate today = LocalDate.ofInstant(server.clock().instant(), ZoneId.of("Europe/Paris"));
        Records.Opened child = server.records().open(today.minusYears(18).plusDays(1));
        String related = server.records().parentOf(child);
        assertThat(server.api().get(server.tokens().representative(child.id(), related), "/DocumentReference?patient=" + child.id()).status()).isEqualTo(200);
        try (var moved = server.clock().moved(Duration.ofDays(1))) {
            String parent = server.tokens().representative(child.id(), related);
            assertRefused(Call.get(parent, "/DocumentReference?patient=" + child.id()));
            assertRefused(Call.post(parent, "/Observation", EntrySamples.measure(child.id(), "8867-4")));
            assertRefused(Call.post(parent, "/Consent", Apps.consent(child, "GLYCEMIE")));
            assertRefused(Call.get(parent, "/Patient/" + child.id() + "/$explain-access?type=11488-4&professional=1&profession=10"));
        }
    }

    @Test
    @DisplayName("Two access modes are no mode")
    void twoModes() {
        Reply reply = Wire.send("GET /fhir" + search, List.of("Authorization: Bearer " + doctor, "Mode-Acces: normal", "Mode-Acces: normal"), Wire.Body.NONE);
        Refusals.assertWellFormed(reply, 403, "refused");
    }

    @Test
    @DisplayName("Entries of one transaction about two patients are refused before anything is stored, even when both are the caller's")
    void twoPatientsInOneTransaction() {
        Bundle mixed = Documents.submission(record, "11488-4", new byte[] {'a'});
        Bundle second = Documents.submission(other, "11488-4", new byte[] {'b'});
        second.getEntry().forEach(mixed::addEntry);
        Map<String, Long> before = Rows.counted();
        Refusals.assertWellFormed(Call.post(doctor, "/", mixed).send(), 400, "one-patient-only");
        assertThat(Rows.counted()).isEqualTo(before);
    }

    @Test
    @DisplayName("A document about one patient cannot name another's document")
    void anotherPatientsDocument() {
        String foreign = server.api().post(doctor, "/DocumentReference", Documents.simplified(other, "11488-4")).createdId();
        DocumentReference document = Documents.simplified(record, "11488-4");
        document.addRelatesTo().setCode(DocumentReference.DocumentRelationshipType.APPENDS).setTarget(new Reference("DocumentReference/" + foreign));
        Map<String, Long> before = Rows.counted();
        Refusals.assertWellFormed(Call.post(doctor, "/DocumentReference", document).send(), 422, "business-rule");
        assertThat(Rows.counted()).isEqualTo(before);
    }

    private void assertRefused(Call call) {
        Map<String, Long> before = Rows.counted();
        Reply reply = call.send();
        Refusals.assertWellFormed(reply, 403, "refused");
        assertThat(Rows.counted()).as("nothing stored").isEqualTo(before);
        assertThat(server.database().sql("select status from carnet.audit_event where request_id = ?").param(reply.header("X-Request-Id")).query(Integer.class).list())
                .as("traced").containsExactly(403);
    }
}
