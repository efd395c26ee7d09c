package fr.carnet.server.entry;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.compartment.Audience;
import fr.carnet.enforcement.compartment.GovernedType;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** S4, S5 by type, over HTTP: who adds, finds and reads each entry is what the table of governed types says. */
class EntryTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final String DOCTOR_ID = "810000000011";
    private static final String DOCTOR = SERVER.tokens().doctor(DOCTOR_ID);
    private static final GovernedTypes TYPES = GovernedTypes.load();

    private static Stream<String> types() {
        return EntrySamples.TYPES.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    @DisplayName("S4.types each kind of caller adds the types that the table lets it add, and no others")
    void writers(String type) {
        Records.Opened record = record();
        callers(record).forEach((kind, token) -> {
            Reply reply = SERVER.api().post(token, "/" + type, EntrySamples.of(type, record.id()));
            boolean may = row(type).writers().contains(kind);
            assertThat(reply.status()).as(kind + " " + reply.text()).isEqualTo(may ? 201 : 403);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    @DisplayName("S4.types what the holder entered is found and read by whom the table stamps it for; to others it is not there")
    void readers(String type) {
        Records.Opened record = record();
        String holder = SERVER.tokens().holder(record.id());
        Reply created = SERVER.api().post(row(type).writers().contains("holder") ? holder : DOCTOR, "/" + type, EntrySamples.of(type, record.id()));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(SERVER.api().get(holder, "/" + type + "?patient=" + record.id()).ids()).containsExactly(created.createdId());
        assertThat(SERVER.api().get(holder, "/" + type + "/" + created.createdId()).status()).isEqualTo(200);
        boolean care = row(type).readers().contains(Audience.CARE);
        Reply found = SERVER.api().get(DOCTOR, "/" + type + "?patient=" + record.id());
        Reply read = SERVER.api().get(DOCTOR, "/" + type + "/" + created.createdId());
        if (care) {
            assertThat(found.ids()).containsExactly(created.createdId());
            assertThat(read.status()).isEqualTo(200);
        } else {
            assertThat(found.status() == 403 || found.ids().isEmpty()).as(found.text()).isTrue();
            assertThat(read.status()).isIn(403, 404);
        }
        assertThat(read.text()).doesNotContain("/StructureDefinition/acl");
    }

    @Test
    @DisplayName("S4.rubrics care history: what the insurer reported is read by professionals, what the holder entered is not")
    void careHistory() {
        Records.Opened record = record();
        String reported = SERVER.api().post(SERVER.tokens().insurer(), "/MedicationStatement", EntrySamples.of("MedicationStatement", record.id())).createdId();
        SERVER.api().post(SERVER.tokens().holder(record.id()), "/MedicationStatement", EntrySamples.of("MedicationStatement", record.id()));
        assertThat(SERVER.api().get(DOCTOR, "/MedicationStatement?patient=" + record.id()).ids()).containsExactly(reported);
        assertThat(SERVER.api().get(SERVER.tokens().holder(record.id()), "/MedicationStatement?patient=" + record.id()).ids()).hasSize(2);
    }

    @Test
    @DisplayName("S5 the holder corrects and deletes what his side entered; a deleted entry is shown to nobody")
    void correctedAndDeleted() {
        Records.Opened record = record();
        String holder = SERVER.tokens().holder(record.id());
        Observation measure = SERVER.api().post(holder, "/Observation", EntrySamples.measure(record.id(), "2345-7")).as(Observation.class);
        String path = "/Observation/" + measure.getIdElement().getIdPart();
        measure.getValueQuantity().setValue(101);
        assertThat(SERVER.api().put(holder, path, measure).status()).isEqualTo(200);
        assertThat(SERVER.api().get(holder, path).as(Observation.class).getValueQuantity().getValue().intValue()).isEqualTo(101);
        assertThat(SERVER.api().put(holder, path, measure.setStatus(Observation.ObservationStatus.ENTEREDINERROR)).status()).isEqualTo(200);
        assertThat(SERVER.api().get(holder, path).status()).isEqualTo(404);
        assertThat(SERVER.api().get(holder, "/Observation?patient=" + record.id()).ids()).isEmpty();
    }

    @Test
    @DisplayName("S5 nobody changes what a professional entered but himself; S7 and nobody moves an entry to another record")
    void othersEntries() {
        Records.Opened record = record();
        Reply created = SERVER.api().post(DOCTOR, "/Immunization", EntrySamples.of("Immunization", record.id()));
        String path = "/Immunization/" + created.createdId();
        var vaccination = (Immunization) EntrySamples.of("Immunization", record.id());
        vaccination.setId(created.createdId());
        assertThat(SERVER.api().put(SERVER.tokens().holder(record.id()), path, vaccination).issue()).isEqualTo("author-only");
        assertThat(SERVER.api().put(DOCTOR, path, vaccination.setLotNumber("A1")).status()).isEqualTo(200);
        vaccination.getPatient().setReference("Patient/" + record().id());
        assertThat(SERVER.api().put(DOCTOR, path, vaccination).status()).isEqualTo(403);
    }

    @Test
    @DisplayName("S5 a caregiver fills in measures and deletes none; the holder may")
    void caregiver() {
        Records.Opened record = record();
        String caregiver = SERVER.tokens().representative(record.id(), SERVER.records().delegate(SERVER.tokens().holder(record.id()), record, "CAREGIVER").createdId());
        Observation measure = SERVER.api().post(caregiver, "/Observation", EntrySamples.measure(record.id(), "8867-4")).as(Observation.class);
        String path = "/Observation/" + measure.getIdElement().getIdPart();
        assertThat(SERVER.api().put(caregiver, path, measure.setStatus(Observation.ObservationStatus.AMENDED)).status()).isEqualTo(200);
        assertThat(SERVER.api().put(caregiver, path, measure.setStatus(Observation.ObservationStatus.ENTEREDINERROR)).issue()).isEqualTo("author-only");
        assertThat(SERVER.api().put(SERVER.tokens().holder(record.id()), path, measure).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("S5 a parent reads and fills in a minor's profile")
    void parent() {
        Records.Opened child = SERVER.records().open(LocalDate.of(2015, 3, 2));
        String parent = SERVER.tokens().representative(child.id(), SERVER.records().parentOf(child));
        String allergy = SERVER.api().post(parent, "/AllergyIntolerance", EntrySamples.of("AllergyIntolerance", child.id())).createdId();
        assertThat(SERVER.api().get(parent, "/AllergyIntolerance?patient=" + child.id()).ids()).isEqualTo(List.of(allergy));
    }

    private static Records.Opened record() {
        return SERVER.records().authorised(SERVER.records().adult(), DOCTOR, DOCTOR_ID);
    }

    private static Map<String, String> callers(Records.Opened record) {
        Map<String, String> callers = new LinkedHashMap<>(Map.of("professional", DOCTOR, "structure", SERVER.tokens().structure("1990000018"),
                "holder", SERVER.tokens().holder(record.id()), "insurer", SERVER.tokens().insurer(), "support", SERVER.tokens().support()));
        String caregiver = SERVER.records().delegate(callers.get("holder"), record, "CAREGIVER").createdId();
        callers.put("representative", SERVER.tokens().representative(record.id(), caregiver));
        assertThat(callers.keySet()).containsAll(Set.of("holder", "representative"));
        return callers;
    }

    private static GovernedType row(String type) {
        return TYPES.find(type).orElseThrow();
    }
}
