package fr.carnet.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Measures;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SQL statements per interaction, pinned. A number that grows is a decision, not an accident (src/docs/performance.md). */
class StatementCountTest {

    private static final String DOCTOR = "810000000011";
    private static final String NURSE = "810000000044";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);
    private final String nurse = server.tokens().professional(NURSE, "60", null, null);
    private Records.Opened record;
    private String search;

    @BeforeEach
    void aRecord() {
        record = server.records().authorised(server.records().authorised(server.records().adult(), doctor, DOCTOR), nurse, NURSE);
        search = "/DocumentReference?" + record.byIdentifier() + "&status=current";
    }

    @Test
    @DisplayName("Search: gate, page with its total and bodies, trace, whether or not the page is full; nothing per document")
    void search() {
        deposit();
        List<String> one = statements(() -> server.api().get(nurse, search), 200);
        for (int i = 0; i < 5; i++) {
            deposit();
        }
        assertThat(one).hasSize(3);
        assertThat(statements(() -> server.api().get(nurse, search), 200)).hasSize(3).startsWith(one.get(0), one.get(1));
        assertThat(statements(() -> server.api().get(nurse, search + "&_count=2"), 200)).hasSize(3).noneMatch(sql -> sql.contains("COUNT(DISTINCT"));
        assertThat(one.get(0)).contains("carnet.record_standing");
        assertThat(one.get(1)).contains("carnet.record_search");
        assertThat(statements(() -> server.api().get(nurse, search + "&_lastUpdated=gt2020"), 200)).as("HAPI's begins with what is shown").hasSize(4)
                .element(1).asString().contains("RES_ID = ANY (ARRAY(SELECT RES_ID FROM HFJ_IDX_CMB_TOK_NU WHERE HASH_COMPLETE IN (");
        assertThat(one.get(2)).contains("insert into carnet.audit_event");
    }

    @Test
    @DisplayName("Read: sight with gate, body, trace; Binary and FHIR document: sight with gate, bytes, trace; status of a record (TD0.2): gate, trace, and its Patient to read")
    void read() {
        Reply created = deposit();
        String binary = "/" + created.as(DocumentReference.class).getContentFirstRep().getAttachment().getUrl();
        assertThat(statements(() -> server.api().get(nurse, "/DocumentReference/" + created.createdId()), 200)).hasSize(3);
        assertThat(statements(() -> server.api().get(nurse, binary), 200)).hasSize(3);
        String bundle = "/" + server.api().post(doctor, "", Documents.submission(record, "11488-4", Documents.fhirDocument(record), "application/fhir+json")).bundle()
                .getEntry().get(2).getResponse().getLocation();
        assertThat(statements(() -> server.api().get(nurse, bundle), 200)).hasSize(3);
        String status = "/Patient?identifier=" + Records.INS + "%7C" + record.ins();
        assertThat(statements(() -> server.api().get(server.tokens().doctor("810000003619"), status), 200)).hasSize(2);
        assertThat(statements(() -> server.api().get(nurse, status), 200)).hasSize(4);
    }

    @Test
    @DisplayName("S7 hidden, absent and foreign cost the very same statements")
    void hiddenIsAbsent() {
        String hidden = deposit("MASQUE_PS").createdId();
        List<String> absent = statements(() -> server.api().get(nurse, "/DocumentReference/none"), 404);
        assertThat(absent).hasSize(2);
        assertThat(statements(() -> server.api().get(nurse, "/DocumentReference/" + hidden), 404)).isEqualTo(absent);
    }

    @Test
    @DisplayName("Deposit of one document with its submission set: at most 7, one of them to keep a mask-all apart, one for all rows of the index")
    void depositIsBatched() {
        List<String> statements = statements(() -> server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")), 201);
        assertThat(statements).hasSizeLessThanOrEqualTo(7).filteredOn(sql -> sql.contains("add_index_rows")).hasSize(1);
    }

    @Test
    @DisplayName("The gate reads its row once in a request, whatever the request puts to it")
    void oneGate() {
        String holder = server.tokens().holder(record.id());
        String document = deposit().createdId();
        String mask = "[{\"op\":\"add\",\"path\":\"/securityLabel/-\",\"value\":{\"coding\":[{\"code\":\"MASQUE_PS\"}]}}]";
        Observation measure = server.api().post(holder, "/Observation", EntrySamples.measure(record.id(), "2345-7")).as(Observation.class);
        for (List<String> statements : List.of(
                statements(() -> server.api().get(nurse, search), 200),
                statements(() -> server.api().get(nurse, "/DocumentReference/" + document), 200),
                statements(() -> server.api().patch(holder, "/DocumentReference/" + document, mask), 200),
                statements(() -> server.api().put(holder, "/Observation/" + measure.getIdPart(), measure.setStatus(Observation.ObservationStatus.AMENDED)), 200),
                statements(() -> server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")), 201))) {
            assertThat(statements).filteredOn(sql -> sql.contains("carnet.record_standing") || sql.contains("carnet.sight_and_standing")).hasSize(1);
        }
    }

    @Test
    @DisplayName("An entry costs what a document's metadata costs: search 3, read 3; an app's search one more, for its entry in the catalogue")
    void entries() {
        String holder = server.tokens().holder(record.id());
        Reply created = server.api().post(holder, "/Observation", EntrySamples.measure(record.id(), "2345-7"));
        server.api().post(holder, "/Consent", Apps.consent(record, "GLYCEMIE"));
        assertThat(statements(() -> server.api().get(holder, "/Observation?patient=" + record.id()), 200)).hasSize(3);
        assertThat(statements(() -> server.api().get(holder, "/Observation/" + created.createdId()), 200)).hasSize(3);
        String app = Apps.token(server, Apps.METER, record.id(), "patient/*.rs");
        assertThat(statements(() -> server.api().get(app, "/Observation?patient=" + record.id(), Map.of("Code-Finalite", "GLYCEMIE")), 200)).hasSize(4)
                .filteredOn(sql -> sql.contains("carnet.app_entry")).hasSize(1);
        assertThat(statements(() -> server.api().post(holder, "/Observation", EntrySamples.measure(record.id(), "2345-7")), 201)).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    @DisplayName("S6.4 a narrowed scope costs a read one statement more, a search none; a measure with its device, and devices that come along, cost no more per measure")
    void callsOfApps() {
        String holder = server.tokens().holder(record.id());
        server.api().post(holder, "/Consent", Apps.consent(record, "MESURES"));
        String narrow = Apps.token(server, Apps.METER, record.id(), "patient/Observation.rs?code=http://loinc.org|2345-7");
        String app = Apps.token(server, Apps.METER, record.id(), "patient/*.cruds");
        Map<String, String> purpose = Map.of("Code-Finalite", "MESURES");
        String measure = server.api().post(holder, "/Observation", EntrySamples.measure(record.id(), "2345-7")).createdId();
        assertThat(statements(() -> server.api().get(narrow, "/Observation?patient=" + record.id(), purpose), 200)).hasSize(4);
        assertThat(statements(() -> server.api().get(narrow, "/Observation/" + measure, purpose), 200)).hasSize(5);
        Bundle sent = Measures.transaction(EntrySamples.measure(record.id(), "2345-7"), Optional.of("lecteur"));
        Call transaction = Call.post(app, "/", sent).with("Code-Finalite", "MESURES");
        assertThat(statements(transaction::send, 200)).hasSizeLessThanOrEqualTo(11);
        assertThat(statements(transaction::send, 200)).as("the device is there").hasSizeLessThanOrEqualTo(11);
        String including = "/Observation?patient=" + record.id() + "&_include=Observation:device";
        List<String> few = statements(() -> server.api().get(app, including, purpose), 200);
        transaction.send();
        assertThat(statements(() -> server.api().get(app, including, purpose), 200)).hasSameSizeAs(few).hasSize(8);
    }

    @Test
    @DisplayName("S7 a search that names another document costs one statement more, the same for hidden, foreign and absent ones")
    void searchedReference() {
        String visible = deposit().createdId();
        String hidden = deposit("MASQUE_PS").createdId();
        Records.Opened other = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        String foreign = server.api().post(doctor, "/DocumentReference", Documents.simplified(other, "11488-4")).createdId();
        List<String> absent = statements(() -> server.api().get(nurse, search + "&relatesto=DocumentReference/" + UUID.randomUUID()), 200);
        assertThat(absent).hasSize(4).filteredOn(sql -> sql.contains("r.res_type || '/' || r.fhir_id")).hasSize(1);
        for (String named : List.of(hidden, foreign, visible)) {
            assertThat(statements(() -> server.api().get(nurse, search + "&relatesto=DocumentReference/" + named), 200)).as("nothing found, so no bodies").isEqualTo(absent);
        }
    }

    private Reply deposit(String... labels) {
        return server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4", labels));
    }

    private List<String> statements(Supplier<Reply> request, int status) {
        // Ids come from pooled sequences: one statement now and then, for dozens of rows.
        return server.statements().during(request, status).stream().filter(sql -> !sql.contains("nextval")).toList();
    }
}
