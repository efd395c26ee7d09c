package fr.carnet.server.notice;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S8: the holder is told of emergency accesses and of what the médecin traitant does with the rights of others. */
class NoticeTest {

    private static final String ATTENDING = "810000000777";
    private static final String NURSE = "810000000044";
    private static final String REASON = "Patient inconscient, {0} traitement en cours";

    private final TestServer server = TestServer.instance();
    private final String attending = server.tokens().doctor(ATTENDING);
    private final String nurse = server.tokens().professional(NURSE, "60", null, null);
    private Records.Opened record;
    private String holder;

    @BeforeEach
    void aRecord() {
        record = server.records().adult();
        holder = server.tokens().holder(record.id());
    }

    @Test
    @DisplayName("S8 an emergency access is told at once, with who and why, to the holder and to the médecin traitant; to nobody else")
    void emergencyAccess() {
        designate();
        assertThat(breakGlass(record, "1980-01-15").status()).isEqualTo(200);
        Communication notice = notices(holder).get(0);
        assertThat(notice.getCategoryFirstRep().getCodingFirstRep().getCode()).isEqualTo("emergency-access");
        assertThat(notice.getPayloadFirstRep().getContentStringType().getValue())
                .isEqualTo("Le 20/11/2026 à 11:00, Anne BERNARD (" + NURSE + ") a ouvert un accès d'urgence à votre dossier (bris de glace). Motif : " + REASON);
        assertThat(notice.getPayloadFirstRep().getContentStringType().getExtensionFirstRep().getExtensionString("content"))
                .isEqualTo("On 20 November 2026 at 11:00, Anne BERNARD (" + NURSE + ") opened an emergency access to your record (break-glass). Reason: " + REASON);
        assertThat(notices(attending)).extracting(told -> told.getIdElement().getIdPart()).containsExactly(notice.getIdElement().getIdPart());
        String other = server.tokens().doctor("810000000888");
        server.records().authorised(record, other, "810000000888");
        assertThat(notices(other)).isEmpty();
        assertThat(server.api().get(holder, "/AuditEvent?patient=" + record.id()).text()).contains(notice.getIdElement().getIdPart());
    }

    @Test
    @DisplayName("S8 a refused emergency access stores no notice")
    void refusedEmergency() {
        long before = communications();
        assertThat(breakGlass(record, "1980-01-16").status()).isEqualTo(403);
        assertThat(communications()).isEqualTo(before);
        assertThat(notices(holder)).isEmpty();
    }

    @Test
    @DisplayName("S8 a notice that cannot be stored fails the emergency access it belongs to: all or nothing")
    void oneTransaction() {
        long sessions = sessions();
        server.database().sql("alter table carnet.notice rename to notice_away").update();
        try {
            assertThat(breakGlass(record, "1980-01-15").status()).isGreaterThanOrEqualTo(500);
        } finally {
            server.database().sql("alter table carnet.notice_away rename to notice").update();
        }
        assertThat(sessions()).isEqualTo(sessions);
        assertThat(breakGlass(record, "1980-01-15").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("S8 a minor's parents are told of an emergency access")
    void parents() {
        Records.Opened child = server.records().open(LocalDate.of(2015, 3, 1));
        String parent = server.tokens().representative(child.id(), server.records().parentOf(child));
        assertThat(breakGlass(child, "2015-03-01").status()).isEqualTo(200);
        assertThat(server.api().get(parent, "/Communication?patient=" + child.id()).bundle().getTotal()).isEqualTo(1);
    }

    @Test
    @DisplayName("S4.3 each act of the médecin traitant on the rights of others is told, given and ended; what he does for himself is not")
    void attendingDoctor() {
        designate();
        String given = server.api().post(attending, "/Consent", Records.consent(record, "acces-professionnel", ConsentProvisionType.PERMIT, NURSE)).createdId();
        assertThat(texts()).containsExactly("Le 20/11/2026 à 11:00, votre médecin traitant Anne BERNARD (" + ATTENDING + ") a autorisé " + NURSE + " à consulter votre dossier.");
        end(attending, given);
        assertThat(texts()).hasSize(2).anyMatch(text -> text.contains("a mis fin à l'autorisation de " + NURSE));
        String block = server.api().post(attending, "/Consent", Records.consent(record, "blocage", ConsentProvisionType.DENY, NURSE)).createdId();
        assertThat(texts()).hasSize(3).anyMatch(text -> text.contains("a bloqué l'accès de " + NURSE));
        end(attending, block);
        assertThat(texts()).hasSize(4).anyMatch(text -> text.contains("a mis fin au blocage de " + NURSE));
        server.records().authorised(record, attending, ATTENDING);
        assertThat(texts()).hasSize(4);
    }

    @Test
    @DisplayName("S8 nobody is told of what the holder does himself, nor of a professional's own declaration")
    void nothingToTell() {
        server.records().authorised(record, nurse, NURSE);
        server.api().post(holder, "/Consent", Records.consent(record, "blocage", ConsentProvisionType.DENY, NURSE));
        assertThat(notices(holder)).isEmpty();
    }

    private void designate() {
        assertThat(server.api().post(holder, "/Consent", Records.consent(record, "medecin-traitant", ConsentProvisionType.PERMIT, ATTENDING)).status()).isEqualTo(201);
    }

    private void end(String token, String id) {
        Consent consent = server.api().get(token, "/Consent/" + id).as(Consent.class);
        assertThat(server.api().put(token, "/Consent/" + id, consent.setStatus(Consent.ConsentState.INACTIVE)).status()).isEqualTo(200);
    }

    private List<String> texts() {
        return notices(holder).stream().map(notice -> notice.getPayloadFirstRep().getContentStringType().getValue()).toList();
    }

    private List<Communication> notices(String token) {
        Reply found = server.api().get(token, "/Communication?patient=" + record.id());
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        return found.bundle().getEntry().stream().map(entry -> (Communication) entry.getResource()).toList();
    }

    private Reply breakGlass(Records.Opened of, String born) {
        Parameters statement = new Parameters();
        statement.addParameter().setName("identifier").setValue(new Identifier().setSystem(Records.INS).setValue(of.ins()));
        statement.addParameter("family", "MARTIN").addParameter("given", "Camille").addParameter("birthDate", born).addParameter("reason", REASON);
        statement.addParameter("immediateRisk", true).addParameter("unableToConsent", true);
        return server.api().post(nurse, "/Patient/$bris-de-glace", statement);
    }

    private long sessions() {
        return server.database().sql("select count(*) from carnet.break_glass_session").query(Long.class).single();
    }

    private long communications() {
        return server.database().sql("select count(*) from hfj_resource where res_type = 'Communication'").query(Long.class).single();
    }
}
