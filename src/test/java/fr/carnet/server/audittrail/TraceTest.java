package fr.carnet.server.audittrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.List;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S8: every request leaves one record of the trace, durable before the answer, readable as AuditEvent by those it concerns. */
class TraceTest {

    private static final String DOCTOR = "810000000011";
    private static final String STRANGER = "810000000022";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);
    private Records.Opened record;
    private String holder;

    @BeforeEach
    void aRecord() {
        record = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        holder = server.tokens().holder(record.id());
    }

    @Test
    @DisplayName("S8 one record per request, refusals included, naming what was really shown")
    void oneRecordPerRequest() {
        long before = rows();
        String shown = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        server.api().get(doctor, "/DocumentReference?" + record.byIdentifier());
        server.api().get(server.tokens().doctor(STRANGER), "/DocumentReference?" + record.byIdentifier());
        server.api().get(doctor, "/DocumentReference?" + record.byIdentifier() + "&nonsense=1");
        server.api().get(null, "/DocumentReference?" + record.byIdentifier());
        server.api().get(null, "/metadata");
        assertThat(rows() - before).as("five requests about records, one public one").isEqualTo(5);

        List<AuditEvent> history = history(holder);
        assertThat(history.get(0).getOutcome()).as("the stranger's refusal").isEqualTo(AuditEventOutcome._4);
        assertThat(history.get(0).getAgentFirstRep().getWho().getIdentifier().getValue()).isEqualTo(STRANGER);
        AuditEvent search = history.get(1);
        assertThat(search.getSubtypeFirstRep().getCode()).isEqualTo("search-type");
        assertThat(search.getEntity()).anyMatch(entity -> ("DocumentReference/" + shown).equals(entity.getWhat().getReference()));
        assertThat(search.getAgentFirstRep().getName()).isEqualTo("Anne BERNARD");
    }

    @Test
    @DisplayName("S8 the holder reads the whole history, a professional his own acts, a stranger and the support desk none")
    void whoReadsTheHistory() {
        server.records().authorised(record, server.tokens().doctor(STRANGER), STRANGER);
        server.api().get(server.tokens().doctor(STRANGER), "/DocumentReference?" + record.byIdentifier());
        assertThat(history(holder)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(history(doctor)).isNotEmpty().allMatch(event -> DOCTOR.equals(event.getAgentFirstRep().getWho().getIdentifier().getValue()));
        assertThat(server.api().get(server.tokens().support(), "/AuditEvent?patient=" + record.id()).status()).isEqualTo(403);
        assertThat(server.api().get(server.tokens().holder(server.records().adult().id()), "/AuditEvent?patient=" + record.id()).status()).isEqualTo(403);
    }

    @Test
    @DisplayName("S8 entries about a document hidden from the reader are withheld, counts included")
    void hiddenDocumentsAreWithheld() {
        server.api().get(holder, "/AuditEvent?patient=" + record.id());
        int before = total(holder);
        Reply hidden = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4", "INVISIBLE_PATIENT"));
        server.api().get(doctor, "/DocumentReference/" + hidden.createdId());
        server.api().get(doctor, "/" + hidden.as(DocumentReference.class).getContentFirstRep().getAttachment().getUrl());
        assertThat(total(holder)).as("only the holder's own look at the history was added").isEqualTo(before + 1);
        server.api().patch(doctor, "/DocumentReference/" + hidden.createdId(), "[{\"op\":\"remove\",\"path\":\"/securityLabel/1\"}]");
        assertThat(total(holder)).as("the label has fallen: deposit, read, fetch, change and one more look").isEqualTo(before + 6);
    }

    @Test
    @DisplayName("S8 entries about the submission set of a hidden document are withheld with it")
    void submissionsOfHiddenDocumentsAreWithheld() {
        String hidden = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4", "INVISIBLE_PATIENT")).createdId();
        String set = server.api().get(doctor, "/List?patient=" + record.id()).ids().get(0);
        int before = total(holder);
        assertThat(server.api().get(doctor, "/List/" + set).status()).isEqualTo(200);
        assertThat(total(holder)).isEqualTo(before + 1);
        server.api().patch(doctor, "/DocumentReference/" + hidden, "[{\"op\":\"remove\",\"path\":\"/securityLabel/1\"}]");
        assertThat(history(holder)).anyMatch(event -> event.getEntity().stream().anyMatch(entity -> ("List/" + set).equals(entity.getWhat().getReference())));
    }

    @Test
    @DisplayName("S7 who asks for a hidden document by its id finds no more in his history than who asks for one that is not there")
    void askingForHiddenLeavesNoSign() {
        String stranger = server.tokens().doctor(STRANGER);
        server.records().authorised(record, stranger, STRANGER);
        String invisible = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4", "INVISIBLE_PATIENT")).createdId();
        DocumentReference masked = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4", "MASQUE_PS")).as(DocumentReference.class);
        for (String path : List.of("/DocumentReference/none", "/DocumentReference/" + invisible)) {
            int before = total(holder);
            assertThat(server.api().get(holder, path).status()).isEqualTo(404);
            assertThat(server.api().patch(holder, path, "[{\"op\":\"remove\",\"path\":\"/securityLabel/1\"}]").status()).isEqualTo(404);
            assertThat(total(holder)).as(path).isEqualTo(before + 1);
        }
        for (String path : List.of("/DocumentReference/none", "/DocumentReference/" + masked.getIdElement().getIdPart(), "/" + masked.getContentFirstRep().getAttachment().getUrl())) {
            int before = total(stranger);
            assertThat(server.api().get(stranger, path).status()).isEqualTo(404);
            assertThat(total(stranger)).as(path).isEqualTo(before + 1);
        }
        assertThat(history(holder)).as("the holder sees who tried").anyMatch(event -> event.getOutcomeDesc().equals("HTTP 404")
                && STRANGER.equals(event.getAgentFirstRep().getWho().getIdentifier().getValue()));
        server.api().patch(doctor, "/DocumentReference/" + invisible, "[{\"op\":\"remove\",\"path\":\"/securityLabel/1\"}]");
        assertThat(history(holder)).as("the label has fallen").anyMatch(event -> event.getOutcomeDesc().equals("HTTP 404")
                && ("Patient/" + record.id()).equals(event.getAgentFirstRep().getWho().getReference()));
    }

    @Test
    @DisplayName("S8 deleting a hidden document reveals nothing of it, nor does reading the List that names it")
    void deletedWhileHidden() {
        server.api().get(holder, "/AuditEvent?patient=" + record.id());
        int before = total(holder);
        String hidden = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4", "INVISIBLE_PATIENT")).createdId();
        server.api().get(doctor, "/List/" + server.api().get(doctor, "/List?patient=" + record.id()).ids().get(0));
        server.api().patch(doctor, "/DocumentReference/" + hidden, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]");
        assertThat(total(holder)).as("only the holder's own look at the history was added").isEqualTo(before + 1);
    }

    @Test
    @DisplayName("S8 nobody changes or deletes the trace, not even by SQL")
    void appendOnly() {
        assertThatThrownBy(() -> server.database().sql("update carnet.audit_event set status = 200").update()).hasMessageContaining("append-only");
        assertThatThrownBy(() -> server.database().sql("delete from carnet.audit_event").update()).hasMessageContaining("append-only");
        assertThatThrownBy(() -> server.database().sql("truncate carnet.audit_event").update()).hasMessageContaining("append-only");
    }

    @Test
    @DisplayName("S7 a trace that cannot be written fails the request, and the write it belongs to")
    void noTraceNoAnswer() {
        long stored = documents();
        server.database().sql("alter table carnet.audit_event rename to audit_event_away").update();
        try {
            assertThat(server.api().get(doctor, "/DocumentReference?" + record.byIdentifier()).status()).isEqualTo(503);
            Reply deposit = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4"));
            assertThat(deposit.status()).isGreaterThanOrEqualTo(500);
            assertThat(deposit.text()).doesNotContain("DocumentReference", "audit_event");
        } finally {
            server.database().sql("alter table carnet.audit_event_away rename to audit_event").update();
        }
        assertThat(documents()).isEqualTo(stored);
        assertThat(server.api().get(doctor, "/DocumentReference?" + record.byIdentifier()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("S8 dates bound the history; pages and totals agree")
    void datesAndPages() {
        assertThat(server.api().get(holder, "/AuditEvent?patient=" + record.id() + "&date=lt2000-01-01").bundle().getTotal()).isZero();
        assertThat(server.api().get(holder, "/AuditEvent?patient=" + record.id() + "&date=ge2026-11-20&date=le2026-11-20").bundle().getTotal()).isPositive();
        Bundle page = server.api().get(holder, "/AuditEvent?patient=" + record.id() + "&_count=1").bundle();
        assertThat(page.getEntry()).hasSize(1);
        assertThat(page.getTotal()).isGreaterThan(1);
        assertThat(server.api().get(holder, page.getLink("next").getUrl()).bundle().getEntry()).hasSize(1);
        int total = total(holder);
        Bundle beyond = server.api().get(holder, "/AuditEvent?patient=" + record.id() + "&_offset=500").bundle();
        assertThat(beyond.getEntry()).isEmpty();
        assertThat(beyond.getTotal()).as("a page beyond the end knows the total too").isEqualTo(total + 1);
        assertThat(server.api().get(holder, "/AuditEvent?patient=" + record.id() + "&_count=0").bundle().getTotal()).isEqualTo(total + 2);
    }

    @Test
    @DisplayName("S8 the history costs three statements: gate, page with its total, trace; an append is one")
    void statements() {
        assertThat(server.statements().during(() -> server.api().get(holder, "/AuditEvent?patient=" + record.id()), 200)).hasSize(3)
                .last().asString().startsWith("insert into carnet.audit_event");
    }

    private List<AuditEvent> history(String token) {
        return server.api().get(token, "/AuditEvent?patient=" + record.id()).bundle().getEntry().stream().map(entry -> (AuditEvent) entry.getResource()).toList();
    }

    private int total(String token) {
        return server.api().get(token, "/AuditEvent?patient=" + record.id()).bundle().getTotal();
    }

    private long rows() {
        return server.database().sql("select count(*) from carnet.audit_event").query(Long.class).single();
    }

    private long documents() {
        return server.database().sql("select count(*) from hfj_resource where res_type in ('DocumentReference', 'List')").query(Long.class).single();
    }
}
