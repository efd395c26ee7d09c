package fr.carnet.server.audittrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Ledger;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S8, the audit equation: requests = permits + denials + errors = rows, and each read of n resources names exactly those n. */
class AuditEquationTest {

    private static final String DOCTOR = "810000000011";
    private static final int REQUESTS = 400;

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);
    private Records.Opened record;
    private Records.Opened child;
    private String document;
    private String content;
    private List<String> tokens;

    @BeforeEach
    void recordsAndCallers() {
        record = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        child = server.records().authorised(server.records().open(LocalDate.of(2020, 3, 1)), doctor, DOCTOR);
        DocumentReference deposited = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).as(DocumentReference.class);
        server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4", "INVISIBLE_PATIENT"));
        server.api().post(doctor, "/DocumentReference", Documents.simplified(child, "11488-4"));
        document = deposited.getIdElement().getIdPart();
        content = deposited.getContentFirstRep().getAttachment().getUrl();
        tokens = Arrays.asList(doctor, server.tokens().doctor("810000000022"), server.tokens().professional("810000000044", "60", null, null),
                server.tokens().professional("810000000015", "10", "SM25", null), server.tokens().structure("1990000018"), server.tokens().holder(record.id()),
                server.tokens().representative(child.id(), server.records().parentOf(child)), server.tokens().smart(record.id(), "Patient/" + record.id(), "an-app"),
                server.tokens().insurer(), server.tokens().support(), null, "not-a-token");
    }

    @Test
    @DisplayName("S8 it balances over hundreds of requests of every kind of caller, refusals and errors included")
    void balances() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Ledger ledger = new Ledger(server.database());
        List<Supplier<Reply>> requests = requests(random);
        for (int i = 0; i < REQUESTS; i++) {
            ledger.record(requests.get(i < requests.size() ? i : random.nextInt(requests.size())).get());
        }
        server.database().sql("alter table hfj_res_ver rename to hfj_res_ver_away").update();
        try {
            ledger.record(server.api().get(doctor, "/DocumentReference/" + document));
        } finally {
            server.database().sql("alter table hfj_res_ver_away rename to hfj_res_ver").update();
        }
        ledger.conformance(server.api().get(null, "/metadata"));
        ledger.conformance(server.api().get(doctor, "/CodeSystem/caller-kind"));
        Ledger.Balance balance = ledger.balance();
        assertThat(balance.requests()).as("seed " + seed).isEqualTo(REQUESTS + 1);
        assertThat(balance.permits()).isGreaterThan(50);
        assertThat(balance.denials()).isGreaterThan(50);
        assertThat(balance.errors()).isEqualTo(1);
    }

    @Test
    @DisplayName("A ledger does not balance when an answer has no row, a row no answer, or when a row names more or less than was shown")
    void doesNotBalance() {
        String search = "/DocumentReference?" + record.byIdentifier();
        Ledger rowWithoutAnswer = new Ledger(server.database());
        server.api().get(doctor, search);
        assertThatThrownBy(rowWithoutAnswer::balance).isInstanceOf(AssertionError.class).hasMessageContaining("search-type");

        Ledger answerWithoutRow = new Ledger(server.database());
        answerWithoutRow.record(server.api().get(null, "/metadata"));
        assertThatThrownBy(answerWithoutRow::balance).isInstanceOf(AssertionError.class).hasMessageContaining("has no row");

        Ledger publicWithRow = new Ledger(server.database());
        publicWithRow.conformance(server.api().get(doctor, search));
        assertThatThrownBy(publicWithRow::balance).isInstanceOf(AssertionError.class).hasMessageContaining("on a public path");

        for (String other : List.of("{\"resourceType\":\"Bundle\"}", "{\"resourceType\":\"DocumentReference\",\"id\":\"another\"}")) {
            Ledger changed = new Ledger(server.database());
            Reply reply = server.api().get(doctor, search);
            changed.record(new Reply(reply.status(), HttpHeaders.of(reply.headers().map(), (name, value) -> true), other.getBytes(StandardCharsets.UTF_8)));
            assertThatThrownBy(changed::balance).isInstanceOf(AssertionError.class).hasMessageContaining("search-type");
        }
    }

    private List<Supplier<Reply>> requests(Random random) {
        List<Supplier<Reply>> requests = new ArrayList<>();
        for (String token : tokens) {
            for (Records.Opened one : List.of(record, child)) {
                requests.add(() -> server.api().get(token, "/DocumentReference?" + one.byIdentifier()));
                requests.add(() -> server.api().get(token, "/List?patient=" + one.id(), Map.of("Accept", "application/fhir+xml")));
                requests.add(() -> server.api().get(token, "/AuditEvent?patient=" + one.id() + "&_count=" + random.nextInt(20)));
                requests.add(() -> server.api().get(token, "/Consent?patient=" + one.id() + "&_summary=count"));
                requests.add(() -> server.api().get(token, "/AuditEvent?patient=" + one.id() + "&_summary=count"));
                requests.add(() -> server.api().get(token, "/Patient?identifier=" + Records.INS + "%7C" + one.ins() + "&_summary=count"));
                requests.add(() -> server.api().post(token, "/DocumentReference", Documents.simplified(one, "11488-4")));
                requests.add(() -> server.api().post(token, "/", Documents.submission(one, "11488-4", new byte[] {'a', 'b'})));
                requests.add(() -> server.api().post(token, "/Consent", Records.consent(one, "blocage", ConsentProvisionType.DENY, "810000000099")));
                requests.add(() -> server.api().get(token, "/Patient/" + one.id()));
            }
            requests.add(() -> server.api().get(token, "/DocumentReference/" + document));
            requests.add(() -> server.api().get(token, "/DocumentReference/none"));
            requests.add(() -> server.api().get(token, "/" + content, Map.of("Accept", "text/plain")));
            requests.add(() -> server.api().get(token, "/" + content, Map.of("Accept", "application/fhir+json")));
            requests.add(() -> server.api().patch(token, "/DocumentReference/" + document, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"current\"}]"));
            requests.add(() -> server.api().get(token, "/DocumentReference?status=current"));
            requests.add(() -> server.api().get(token, "/Observation?patient=" + record.id()));
            requests.add(() -> server.api().get(token, "/AuditEvent/$verify?patient=" + record.id()));
            requests.add(() -> server.api().post(token, "/DocumentReference", "{not json"));
            requests.add(() -> server.api().get(token, "/DocumentReference?" + record.byIdentifier(), Map.of("X-Cascade", "delete")));
            requests.add(() -> server.api().get(token, "/DocumentReference?" + record.byIdentifier(), Map.of("X-Request-Id", "always-the-same")));
        }
        return requests;
    }
}
