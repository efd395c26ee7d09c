package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import java.time.LocalDate;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** R1111-53: two weeks after the deposit of a document that he may not see, the holder is told that his record was updated, and nothing else. */
class AnnouncementTest {

    private static final String AUTHOR = "810000000011";
    private static final String TYPE = "11488-4";
    private static final Duration FORTNIGHT = Duration.ofDays(14);

    private final TestServer server = TestServer.instance();
    private final VisibilityJob job = server.bean(VisibilityJob.class);
    private Records.Opened record;

    @BeforeEach
    void aRecord() {
        record = server.records().authorised(server.records().adult(), author(), AUTHOR);
    }

    @Test
    @DisplayName("R1111-53 after two weeks, and not a second before, one notice: in French and English, naming no document, no type and no author")
    void afterTwoWeeks() {
        String document = deposit(record, "INVISIBLE_PATIENT");
        deposit(record, "INVISIBLE_PATIENT");
        at(FORTNIGHT.minusSeconds(1), () -> assertThat(afterARun(record)).isZero());
        at(FORTNIGHT, () -> {
            assertThat(afterARun(record)).as("one for both documents").isEqualTo(1);
            Reply answer = notices(holder(record), record);
            Communication notice = (Communication) answer.bundle().getEntryFirstRep().getResource();
            assertThat(notice.getStatus()).isEqualTo(CommunicationStatus.COMPLETED);
            assertThat(notice.getCategoryFirstRep().getCodingFirstRep().getCode()).isEqualTo("record-updated");
            assertThat(notice.getRecipientFirstRep().getReference()).isEqualTo("Patient/" + record.id());
            assertThat(notice.getSentElement().getValueAsString()).isEqualTo("2026-12-04T11:00:00+01:00");
            assertThat(notice.getPayload()).hasSize(1);
            assertThat(notice.getPayloadFirstRep().getContentStringType().getValue()).contains("mis à jour", "professionnel de santé");
            assertThat(answer.text()).contains("Your record was updated").doesNotContain(document, TYPE, AUTHOR, "BERNARD", "DocumentReference");
            assertThat(server.api().get(holder(record), "/DocumentReference/" + document).status()).as("still invisible").isEqualTo(404);
        });
        assertThat(server.api().get(null, "/CodeSystem/notice-kind").text()).contains("record-updated");
    }

    @Test
    @DisplayName("R1111-53 running again tells nothing twice; a record gets one notice a fortnight at most, and each document its own in time")
    void onceAFortnight() {
        deposit(record, "INVISIBLE_PATIENT");
        at(Duration.ofDays(5), () -> deposit(record, "INVISIBLE_PATIENT"));
        at(FORTNIGHT, () -> {
            assertThat(afterARun(record)).isEqualTo(1);
            assertThat(afterARun(record)).isEqualTo(1);
        });
        at(Duration.ofDays(19), () -> assertThat(afterARun(record)).as("the second document is due, but a notice went out five days ago").isEqualTo(1));
        at(Duration.ofDays(28), () -> assertThat(afterARun(record)).isEqualTo(2));
        at(Duration.ofDays(60), () -> assertThat(afterARun(record)).isEqualTo(2));
    }

    @Test
    @DisplayName("R1111-53 nothing is announced that the author has lifted or that the holder sees")
    void nothingToAnnounce() {
        deposit(record);
        String lifted = deposit(record, "INVISIBLE_PATIENT");
        assertThat(server.api().patch(author(), "/DocumentReference/" + lifted, "[{\"op\":\"remove\",\"path\":\"/securityLabel/1\"}]").status()).isEqualTo(200);
        at(FORTNIGHT, () -> assertThat(afterARun(record)).isZero());
    }

    @Test
    @DisplayName("S5, S8 a minor's parents are told; of what is hidden from them too they are told nothing")
    void minors() {
        Records.Opened child = server.records().authorised(server.records().open(LocalDate.of(2015, 3, 1)), author(), AUTHOR);
        String parent = server.records().parentOf(child);
        deposit(child, "INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX");
        at(FORTNIGHT, () -> {
            job.run();
            assertThat(notices(server.tokens().representative(child.id(), parent), child).bundle().getTotal()).isZero();
        });
        deposit(child, "INVISIBLE_PATIENT");
        at(FORTNIGHT, () -> {
            job.run();
            assertThat(notices(server.tokens().representative(child.id(), parent), child).bundle().getTotal()).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("S8 a notice is nobody's to change, and no professional's to read")
    void readOnly() {
        deposit(record, "INVISIBLE_PATIENT");
        at(FORTNIGHT, () -> {
            job.run();
            Communication notice = (Communication) notices(holder(record), record).bundle().getEntryFirstRep().getResource();
            String path = "/Communication/" + notice.getIdElement().getIdPart();
            notice.setStatus(CommunicationStatus.ENTEREDINERROR);
            assertThat(server.api().put(holder(record), path, notice).status()).isEqualTo(403);
            assertThat(server.api().get(author(), path).status()).isEqualTo(404);
            assertThat(server.api().get(author(), "/Communication?patient=" + record.id()).bundle().getTotal()).isZero();
        });
    }

    private int afterARun(Records.Opened of) {
        job.run();
        Bundle found = notices(holder(of), of).bundle();
        return found.getTotal();
    }

    private Reply notices(String token, Records.Opened of) {
        return server.api().get(token, "/Communication?patient=" + of.id() + "&category=record-updated");
    }

    private void at(Duration later, Runnable test) {
        try (TestClock.Moved moved = server.clock().moved(later)) {
            test.run();
        }
    }

    private String deposit(Records.Opened in, String... labels) {
        Reply deposited = server.api().post(author(), "/DocumentReference", Documents.simplified(in, TYPE, labels));
        assertThat(deposited.status()).as(deposited.text()).isEqualTo(201);
        return deposited.createdId();
    }

    private String author() {
        return server.tokens().doctor(AUTHOR);
    }

    private String holder(Records.Opened of) {
        return server.tokens().holder(of.id());
    }
}
