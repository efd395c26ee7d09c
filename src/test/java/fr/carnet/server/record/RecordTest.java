package fr.carnet.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S3, S5, API 5: records are opened by the support desk, delegations made over the API. */
class RecordTest {

    private static final LocalDate BORN = LocalDate.of(1980, 1, 15);
    private static final String DOCTOR = "810000000011";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);

    @Test
    @DisplayName("API 5 $open: 201 and Location, then 409 for the same identity; only the support desk")
    void opensOnce() {
        String ins = Records.nextIns();
        Reply opened = server.api().post(server.tokens().support(), "/Patient/$open", Records.patient(ins, BORN));
        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        assertThat(opened.as(Patient.class).getActive()).isTrue();
        assertThat(opened.text()).doesNotContain("/acl");
        Reply again = server.api().post(server.tokens().support(), "/Patient/$open", Records.patient(ins, BORN));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.issue()).isEqualTo("record-exists");
        assertThat(server.api().post(doctor, "/Patient/$open", Records.patient(Records.nextIns(), BORN)).status()).isEqualTo(403);
    }

    @Test
    @DisplayName("Uniqueness holds under concurrency: eight requests for one identity open one record")
    void opensOnceUnderConcurrency() throws Exception {
        String ins = Records.nextIns();
        String support = server.tokens().support();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            Callable<Integer> open = () -> server.api().post(support, "/Patient/$open", Records.patient(ins, BORN)).status();
            List<Integer> statuses = pool.invokeAll(Collections.nCopies(8, open)).stream().map(RecordTest::get).sorted().toList();
            assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409, 409, 409);
        } finally {
            pool.shutdown();
        }
        assertThat(server.database().sql("select count(*) from carnet.record_policy where ins_value = ?").param(ins).query(Integer.class).single()).isEqualTo(1);
        assertThat(server.database().sql("select count(*) from hfj_spidx_token where sp_name = 'identifier' and sp_value = ?").param(ins).query(Integer.class).single())
                .as("no half-opened Patient").isEqualTo(1);
    }

    @Test
    @DisplayName("INS: wrong key, wrong length, unknown system, incomplete identity are 422; Corsica and the test system are accepted")
    void identityIsChecked() {
        String good = Records.nextIns();
        String wrongKey = good.substring(0, 13) + (good.endsWith("01") ? "02" : "01");
        assertThat(open(Records.INS, wrongKey)).isEqualTo(422);
        assertThat(open(Records.INS, "12345")).isEqualTo(422);
        assertThat(open("urn:oid:9.9.9", good)).isEqualTo(422);
        assertThat(open(Records.INS, corsican())).isEqualTo(201);
        assertThat(open("urn:oid:1.2.250.1.213.1.4.10", "123456789012345")).isEqualTo(201);
        Patient nameless = Records.patient(Records.nextIns(), BORN);
        nameless.getName().clear();
        assertThat(server.api().post(server.tokens().support(), "/Patient/$open", nameless).status()).isEqualTo(422);
    }

    @Test
    @DisplayName("S5 a parent reads a minor's record until the child turns 18; documents invisible to representatives stay hidden")
    void parentUntilMajority() {
        Records.Opened child = server.records().open(LocalDate.of(2009, 3, 10));
        server.records().authorised(child, doctor, DOCTOR);
        server.api().post(doctor, "/DocumentReference", Documents.simplified(child, "11488-4"));
        server.api().post(doctor, "/DocumentReference", Documents.simplified(child, "11488-4", "INVISIBLE_REPRESENTANTS_LEGAUX"));
        server.api().post(doctor, "/DocumentReference", Documents.simplified(child, "11488-4", "INVISIBLE_PATIENT"));
        String mother = server.records().parentOf(child);
        String path = "/DocumentReference?" + child.byIdentifier();

        assertThat(server.api().get(server.tokens().representative(child.id(), mother), path).bundle().getTotal()).isEqualTo(1);
        assertThat(server.api().get(server.tokens().representative(child.id(), "somebody-else"), path).status()).isEqualTo(403);
        assertThat(server.api().get(server.tokens().holder(child.id()), path).status()).as("a minor has no token of his own").isEqualTo(403);
        try (TestClock.Moved moved = server.clock().moved(Duration.ofDays(365))) {
            assertThat(server.api().get(server.tokens().representative(child.id(), mother), path).status()).isEqualTo(403);
            assertThat(server.api().get(server.tokens().holder(child.id()), path).bundle().getTotal()).as("the adult recovers everything announced").isEqualTo(2);
        }
        assertThat(server.api().get(doctor, path).bundle().getTotal()).as("S4.6 these labels do not hide from professionals").isEqualTo(3);
    }

    @Test
    @DisplayName("S5 a parent invites the second one, a holder at most three caregivers, a professional nobody")
    void whoDelegates() {
        Records.Opened child = server.records().open(LocalDate.of(2015, 6, 20));
        String mother = server.tokens().representative(child.id(), server.records().parentOf(child));
        assertThat(server.records().delegate(mother, child, "FTH").status()).isEqualTo(201);
        assertThat(server.records().delegate(mother, child, "GUARD").status()).isEqualTo(403);
        assertThat(server.records().delegate(mother, child, "NONSENSE").status()).isEqualTo(422);

        Records.Opened adult = server.records().adult();
        String holder = server.tokens().holder(adult.id());
        for (int i = 0; i < 3; i++) {
            assertThat(server.records().delegate(holder, adult, "CAREGIVER").status()).isEqualTo(201);
        }
        assertThat(server.records().delegate(holder, adult, "CAREGIVER").status()).isEqualTo(422);
        assertThat(server.records().delegate(doctor, adult, "MTH").status()).isEqualTo(403);
        String caregiver = server.tokens().representative(adult.id(), server.api().get(holder, "/RelatedPerson?patient=Patient/" + adult.id()).ids().get(0));
        server.records().authorised(adult, doctor, DOCTOR);
        String document = server.api().post(doctor, "/DocumentReference", Documents.simplified(adult, "11488-4")).createdId();
        assertThat(server.api().get(caregiver, "/DocumentReference/" + document).status()).as("a caregiver reads").isEqualTo(200);
        assertThat(server.api().patch(caregiver, "/DocumentReference/" + document, "[{\"op\":\"replace\",\"path\":\"/securityLabel/0/coding/0/code\",\"value\":\"MASQUE_PS\"}]").status())
                .as("and manages nothing").isEqualTo(403);
        assertThat(server.api().get(holder, "/RelatedPerson?patient=Patient/" + adult.id()).bundle().getTotal()).isEqualTo(3);
    }

    @Test
    @DisplayName("The record's identity page is read by whoever may use the record")
    void identityPage() {
        Records.Opened record = server.records().adult();
        assertThat(server.api().get(doctor, "/Patient/" + record.id()).status()).isEqualTo(404);
        server.records().authorised(record, doctor, DOCTOR);
        assertThat(server.api().get(doctor, "/Patient/" + record.id()).status()).isEqualTo(200);
        Reply found = server.api().get(doctor, "/Patient?identifier=" + Records.INS + "%7C" + record.ins());
        assertThat(found.ids()).containsExactly(record.id());
    }

    private int open(String system, String value) {
        Patient patient = Records.patient(value, BORN);
        patient.getIdentifierFirstRep().setSystem(system);
        return server.api().post(server.tokens().support(), "/Patient/$open", patient).status();
    }

    private static String corsican() {
        String unique = Records.nextIns();
        String digits = unique.substring(0, 5) + "2A" + unique.substring(7, 13);
        long key = 97 - new BigInteger(digits.replace("2A", "19")).mod(BigInteger.valueOf(97)).longValue();
        return digits + "%02d".formatted(key);
    }

    private static int get(Future<Integer> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
