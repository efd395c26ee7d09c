package fr.carnet.server.consent;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.List;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S2, S4.3, S4.5: what the designated médecin traitant reads and manages, and that it ends with the designation. */
class AttendingDoctorTest {

    private static final String AUTHOR = "810000000011";
    private static final String ATTENDING = "810000000777";
    private static final String NURSE = "810000000044";

    private final TestServer server = TestServer.instance();
    private final String author = server.tokens().doctor(AUTHOR);
    private final String attending = server.tokens().doctor(ATTENDING);
    private final String nurse = server.tokens().professional(NURSE, "60", null, null);
    private Records.Opened record;
    private String holder;
    private String masked;
    private String designation;

    @BeforeEach
    void aDesignation() {
        record = server.records().authorised(server.records().adult(), author, AUTHOR);
        holder = server.tokens().holder(record.id());
        masked = server.api().post(author, "/DocumentReference", Documents.simplified(record, "11488-4", "MASQUE_PS")).createdId();
        designation = created(choose(holder, "medecin-traitant", ConsentProvisionType.PERMIT, ATTENDING));
    }

    @Test
    @DisplayName("S4.5 he reads masked documents while designated; dismissed, neither those nor any other")
    void readsMaskedDocuments() {
        assertThat(status(attending)).isEqualTo(200);
        assertThat(end(holder, designation)).isEqualTo(200);
        assertThat(status(attending)).isEqualTo(404);
        assertThat(server.api().get(attending, "/DocumentReference?" + record.byIdentifier()).status()).isEqualTo(403);
    }

    @Test
    @DisplayName("S2 he gives and ends other professionals' authorisations and blocks; each binds the very next request")
    void managesOthers() {
        String authorisation = created(choose(attending, "acces-professionnel", ConsentProvisionType.PERMIT, NURSE));
        assertThat(search(nurse)).isEqualTo(200);
        assertThat(end(attending, authorisation)).isEqualTo(200);
        assertThat(search(nurse)).isEqualTo(403);
        server.records().authorised(record, nurse, NURSE);
        String block = created(choose(attending, "blocage", ConsentProvisionType.DENY, NURSE));
        assertThat(search(nurse)).isEqualTo(403);
        assertThat(end(attending, block)).isEqualTo(200);
        assertThat(search(nurse)).as("unblocking restores nothing").isEqualTo(403);
        String others = server.api().get(holder, "/Consent?patient=" + record.id() + "&category=acces-professionnel&status=active").ids().get(0);
        assertThat(end(attending, others)).as("one that the author declared").isEqualTo(200);
        assertThat(search(author)).as("its own deposits remain").isEqualTo(200);
    }

    @Test
    @DisplayName("S4.3 emergencies, designations, oppositions and purposes are the holder's alone: not made, not ended, not even seen")
    void personalChoices() {
        Consent emergency = Records.consent(record, "urgence", ConsentProvisionType.PERMIT, NURSE);
        emergency.setProvision(new Consent.ProvisionComponent());
        emergency.getProvision().addProvision().setType(ConsentProvisionType.DENY).addPurpose().setSystem("http://terminology.hl7.org/CodeSystem/v3-ActReason").setCode("BTG");
        assertThat(server.api().post(attending, "/Consent", emergency).status()).isEqualTo(403);
        assertThat(choose(attending, "medecin-traitant", ConsentProvisionType.PERMIT, NURSE).status()).isEqualTo(403);
        assertThat(choose(attending, "opposition-alimentation", ConsentProvisionType.DENY, NURSE).status()).isEqualTo(403);
        assertThat(choose(attending, "finalite", ConsentProvisionType.PERMIT, NURSE).status()).isBetween(403, 422);
        List<String> personal = List.of(created(server.api().post(holder, "/Consent", emergency)),
                created(choose(holder, "medecin-traitant", ConsentProvisionType.PERMIT, NURSE)),
                created(choose(holder, "opposition-alimentation", ConsentProvisionType.DENY, "810000000999")));
        assertThat(personal).allMatch(id -> server.api().get(attending, "/Consent/" + id).status() == 404);
        assertThat(personal).allMatch(id -> end(attending, id) == 404);
        assertThat(end(attending, designation)).as("his own designation, which he sees").isEqualTo(403);
        assertThat(server.api().get(holder, "/Consent?patient=" + record.id() + "&category=" + Canonical.CONSENT_KIND + "%7Cmedecin-traitant&status=active").bundle().getTotal()).isEqualTo(2);
    }

    @Test
    @DisplayName("S4.3 once dismissed he ends nothing, not even what he made, and makes nothing")
    void dismissed() {
        String block = created(choose(attending, "blocage", ConsentProvisionType.DENY, NURSE));
        Consent made = server.api().get(attending, "/Consent/" + block).as(Consent.class).setStatus(Consent.ConsentState.INACTIVE);
        assertThat(end(holder, designation)).isEqualTo(200);
        assertThat(server.api().put(attending, "/Consent/" + block, made).status()).isIn(403, 404);
        assertThat(choose(attending, "acces-professionnel", ConsentProvisionType.PERMIT, NURSE).status()).isEqualTo(403);
        server.records().authorised(record, attending, ATTENDING);
        assertThat(server.api().put(attending, "/Consent/" + block, made).status()).as("authorised, no longer designated").isIn(403, 404);
        assertThat(server.api().get(holder, "/Consent/" + block).as(Consent.class).getStatus()).isEqualTo(Consent.ConsentState.ACTIVE);
    }

    @Test
    @DisplayName("S4.2 blocked he manages nothing; unblocked he is not designated again")
    void blocked() {
        String authorisation = created(choose(attending, "acces-professionnel", ConsentProvisionType.PERMIT, NURSE));
        Consent made = server.api().get(attending, "/Consent/" + authorisation).as(Consent.class).setStatus(Consent.ConsentState.INACTIVE);
        String block = created(choose(holder, "blocage", ConsentProvisionType.DENY, ATTENDING));
        assertThat(server.api().put(attending, "/Consent/" + authorisation, made).status()).isEqualTo(404);
        assertThat(choose(attending, "blocage", ConsentProvisionType.DENY, NURSE).status()).isEqualTo(403);
        assertThat(end(attending, block)).as("his own block").isEqualTo(404);
        assertThat(end(holder, block)).isEqualTo(200);
        assertThat(status(attending)).isEqualTo(404);
        assertThat(choose(attending, "blocage", ConsentProvisionType.DENY, NURSE).status()).isEqualTo(403);
        assertThat(search(nurse)).as("what he gave holds until somebody ends it").isEqualTo(200);
    }

    private Reply choose(String token, String kind, ConsentProvisionType type, String about) {
        return server.api().post(token, "/Consent", Records.consent(record, kind, type, about));
    }

    private static String created(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.createdId();
    }


    private int end(String token, String id) {
        Consent consent = server.api().get(holder, "/Consent/" + id).as(Consent.class);
        return server.api().put(token, "/Consent/" + id, consent.setStatus(Consent.ConsentState.INACTIVE)).status();
    }

    private int status(String token) {
        return server.api().get(token, "/DocumentReference/" + masked).status();
    }

    private int search(String token) {
        return server.api().get(token, "/DocumentReference?" + record.byIdentifier()).status();
    }
}
