package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S5, R1111-53: who sets and lifts INVISIBLE_PATIENT, and that it runs out by itself one month after the deposit. */
class InvisiblePatientTest {

    private static final String AUTHOR = "810000000011";
    private static final String NURSE = "810000000044";
    private static final String TYPE = "11488-4";
    private static final String ADD = "[{\"op\":\"add\",\"path\":\"/securityLabel/-\",\"value\":{\"coding\":[{\"code\":\"INVISIBLE_PATIENT\"}]}}]";
    private static final String LIFT = "[{\"op\":\"remove\",\"path\":\"/securityLabel/1\"}]";
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestServer server = TestServer.instance();
    private final VisibilityJob job = server.bean(VisibilityJob.class);
    private Records.Opened record;

    @BeforeEach
    void aRecordThatANurseReads() {
        record = server.records().authorised(server.records().authorised(server.records().adult(), author(), AUTHOR), nurse(), NURSE);
    }

    @Test
    @DisplayName("S5 the author sets the label at the deposit or later and lifts it; it hides from the holder and from no professional")
    void theAuthorSetsAndLifts() {
        String document = deposit("INVISIBLE_PATIENT");
        assertThat(status(holder(), document)).isEqualTo(404);
        assertThat(status(nurse(), document)).isEqualTo(200);
        assertThat(patch(author(), document, LIFT)).isEqualTo(200);
        assertThat(status(holder(), document)).isEqualTo(200);
        assertThat(patch(author(), document, ADD)).isEqualTo(200);
        assertThat(status(holder(), document)).isEqualTo(404);
        assertThat(server.api().get(holder(), "/DocumentReference?" + record.byIdentifier()).bundle().getTotal()).isZero();
        assertThat(server.api().get(holder(), "/List?" + record.byIdentifier()).bundle().getTotal()).isZero();
    }

    @Test
    @DisplayName("S4, S5 other professionals neither set nor lift it, nor does the holder or whoever represents him")
    void nobodyElse() {
        String shown = deposit();
        String hidden = deposit("INVISIBLE_PATIENT");
        assertThat(patch(nurse(), shown, ADD)).isEqualTo(403);
        assertThat(patch(nurse(), hidden, LIFT)).isEqualTo(403);
        assertThat(patch(holder(), shown, ADD)).isEqualTo(403);
        assertThat(patch(holder(), hidden, LIFT)).isEqualTo(404);
        String guardian = server.tokens().representative(record.id(), server.records().delegate(server.tokens().support(), record, "GUARD").createdId());
        assertThat(patch(guardian, shown, ADD)).isEqualTo(403);
        assertThat(patch(guardian, hidden, LIFT)).isEqualTo(404);
        assertThat(patch(server.tokens().structure("1990000018"), hidden, LIFT)).isEqualTo(404);
        assertThat(status(holder(), shown)).isEqualTo(200);
        assertThat(status(holder(), hidden)).isEqualTo(404);
    }

    @Test
    @DisplayName("R1111-53 one month after the deposit, and not a second before, the label is gone: in searches, Lists and content too")
    void runsOutByItself() {
        Reply deposited = server.api().post(author(), "/DocumentReference", Documents.simplified(record, TYPE, "INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX"));
        String document = deposited.createdId();
        String content = "/" + deposited.as(DocumentReference.class).getContentFirstRep().getAttachment().getUrl();
        at(MONTH.minus(SECOND), () -> {
            job.run();
            assertThat(status(holder(), document)).isEqualTo(404);
        });
        at(MONTH, () -> {
            assertThat(status(holder(), document)).as("the job decides, late by minutes").isEqualTo(404);
            job.run();
            assertThat(status(holder(), document)).isEqualTo(200);
            assertThat(server.api().get(holder(), content).status()).isEqualTo(200);
            assertThat(server.api().get(holder(), "/List?" + record.byIdentifier()).bundle().getTotal()).isEqualTo(1);
            DocumentReference now = server.api().get(nurse(), "/DocumentReference/" + document).as(DocumentReference.class);
            assertThat(now.getSecurityLabel().stream().map(label -> label.getCodingFirstRep().getCode())).as("the others stay")
                    .containsExactly("N", "INVISIBLE_REPRESENTANTS_LEGAUX");
            assertThat(now.getMeta().getVersionId()).isEqualTo("2");
            job.run();
            assertThat(server.api().get(nurse(), "/DocumentReference/" + document).as(DocumentReference.class).getMeta().getVersionId()).as("once").isEqualTo("2");
        });
    }

    @Test
    @DisplayName("S8 what the history withheld appears when the label falls; the server names itself and the rule")
    void theHistoryAppears() {
        String document = deposit("INVISIBLE_PATIENT");
        assertThat(status(nurse(), document)).isEqualTo(200);
        assertThat(about(document)).isEmpty();
        at(MONTH, () -> {
            job.run();
            List<AuditEvent> lines = about(document);
            assertThat(lines).as("deposit, the nurse's read, the label's end").hasSize(3);
            assertThat(lines.get(0).getAgentFirstRep().getWho().getIdentifier().getValue()).isEqualTo("carnet");
            assertThat(lines.get(0).getAgentFirstRep().getRoleFirstRep().getCodingFirstRep().getCode()).isEqualTo("system");
        });
        assertThat(server.database().sql("select reasons::text from carnet.audit_event where caller_kind = 'system' and ? = any (entities)")
                .param("DocumentReference/" + document).query(String.class).single()).contains("R1111-53 invisible-patient-ends");
    }

    @Test
    @DisplayName("R1111-53 months are French ones: 31 January runs out on 28 February, 20 March an hour earlier in universal time")
    void frenchCalendar() {
        at(Duration.ofDays(72), () -> {
            String document = deposit("INVISIBLE_PATIENT");
            at(Duration.ofDays(28).minus(SECOND), () -> runAndExpect(document, 404));
            at(Duration.ofDays(28), () -> runAndExpect(document, 200));
        });
        at(Duration.ofDays(120), () -> {
            String document = deposit("INVISIBLE_PATIENT");
            at(Duration.ofDays(31).minusHours(1).minus(SECOND), () -> runAndExpect(document, 404));
            at(Duration.ofDays(31).minusHours(1), () -> runAndExpect(document, 200));
        });
    }

    @Test
    @DisplayName("S5 a label that is set later still counts from the deposit; beyond the month it falls at the next run")
    void setLater() {
        String document = deposit();
        String lifted = deposit("INVISIBLE_PATIENT");
        at(Duration.ofDays(20), () -> {
            assertThat(patch(author(), document, ADD)).isEqualTo(200);
            assertThat(patch(author(), lifted, LIFT)).isEqualTo(200);
            runAndExpect(document, 404);
        });
        at(MONTH, () -> {
            runAndExpect(document, 200);
            assertThat(version(lifted)).as("nothing to do for what its author lifted").isEqualTo("2");
        });
        at(MONTH.plusDays(10), () -> {
            assertThat(patch(author(), document, ADD)).isEqualTo(200);
            assertThat(status(holder(), document)).isEqualTo(404);
            runAndExpect(document, 200);
        });
    }

    @Test
    @DisplayName("S4.7 a document deleted meanwhile stays deleted; one that is masked too stays masked")
    void otherwiseAsBefore() {
        String deleted = deposit("INVISIBLE_PATIENT");
        String masked = deposit("INVISIBLE_PATIENT", "MASQUE_PS");
        assertThat(patch(author(), deleted, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]")).isEqualTo(200);
        at(MONTH, () -> {
            runAndExpect(masked, 200);
            assertThat(status(nurse(), masked)).isEqualTo(404);
            assertThat(status(holder(), deleted)).isEqualTo(404);
            assertThat(status(author(), deleted)).isEqualTo(404);
        });
    }

    @Test
    @DisplayName("Only one node acts: while another is at it nothing happens, two at once do everything once")
    void oneNode() throws Exception {
        List<String> documents = List.of(deposit("INVISIBLE_PATIENT"), deposit("INVISIBLE_PATIENT"), deposit("INVISIBLE_PATIENT"));
        try (TestClock.Moved moved = server.clock().moved(MONTH); Connection other = server.bean(DataSource.class).getConnection()) {
            whileBusy(other, () -> {
                job.run();
                assertThat(documents).allMatch(id -> status(holder(), id) == 404);
            });
            ExecutorService nodes = Executors.newFixedThreadPool(2);
            try {
                List<Future<?>> runs = List.of(nodes.submit(job::run), nodes.submit(job::run));
                for (Future<?> run : runs) {
                    run.get();
                }
            } finally {
                nodes.shutdown();
            }
            job.run();
            assertThat(documents).allMatch(id -> status(holder(), id) == 200).allMatch(id -> "2".equals(version(id)));
        }
    }

    private static void whileBusy(Connection other, Runnable test) throws SQLException {
        other.setAutoCommit(false);
        other.createStatement().execute("select pg_advisory_xact_lock(hashtextextended('carnet.visibility', 0))");
        test.run();
        other.rollback();
        other.setAutoCommit(true);
    }

    private void runAndExpect(String document, int status) {
        job.run();
        assertThat(status(holder(), document)).isEqualTo(status);
    }

    private void at(Duration later, Runnable test) {
        try (TestClock.Moved moved = server.clock().moved(later)) {
            test.run();
        }
    }

    private List<AuditEvent> about(String document) {
        return server.api().get(holder(), "/AuditEvent?patient=" + record.id() + "&_count=100").bundle().getEntry().stream().map(entry -> (AuditEvent) entry.getResource())
                .filter(event -> event.getEntity().stream().anyMatch(entity -> ("DocumentReference/" + document).equals(entity.getWhat().getReference())))
                .filter(event -> event.getAgentFirstRep().getWho().getReference() == null).toList();
    }

    private String deposit(String... labels) {
        Reply deposited = server.api().post(author(), "/DocumentReference", Documents.simplified(record, TYPE, labels));
        assertThat(deposited.status()).as(deposited.text()).isEqualTo(201);
        return deposited.createdId();
    }

    private String version(String id) {
        return server.api().get(author(), "/DocumentReference/" + id).as(DocumentReference.class).getMeta().getVersionId();
    }

    private int patch(String token, String id, String body) {
        return server.api().patch(token, "/DocumentReference/" + id, body).status();
    }

    private int status(String token, String id) {
        return server.api().get(token, "/DocumentReference/" + id).status();
    }

    private String author() {
        return server.tokens().doctor(AUTHOR);
    }

    private String nurse() {
        return server.tokens().professional(NURSE, "60", null, null);
    }

    private String holder() {
        return server.tokens().holder(record.id());
    }
}
