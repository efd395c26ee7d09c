package fr.carnet.server.consent;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S4.2, S4.3, S4.5: authorisations, blocks and designations bind the very next request. */
class SharingTest {

    private static final String AUTHOR = "810000000011";
    private static final String NURSE = "810000000044";

    private final TestServer server = TestServer.instance();
    private final String author = server.tokens().doctor(AUTHOR);
    private final String nurse = server.tokens().professional(NURSE, "60", null, null);
    private Records.Opened record;
    private String holder;
    private String document;

    @BeforeEach
    void aRecordWithOneDocument() {
        record = server.records().authorised(server.records().adult(), author, AUTHOR);
        holder = server.tokens().holder(record.id());
        document = server.api().post(author, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
    }

    @Test
    @DisplayName("S4.3 nobody reads before the patient's consent is declared; a withdrawal binds the very next request")
    void withdrawalBindsTheNextRequest() {
        assertThat(search(nurse)).isEqualTo(403);
        Reply given = server.api().post(nurse, "/Consent", Records.consent(record, "acces-professionnel", ConsentProvisionType.PERMIT, NURSE));
        assertThat(given.status()).as(given.text()).isEqualTo(201);
        assertThat(search(nurse)).isEqualTo(200);
        assertThat(end(holder, given.createdId()).status()).isEqualTo(200);
        assertThat(search(nurse)).isEqualTo(403);
        assertThat(server.api().get(nurse, "/DocumentReference/" + document).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("S4.3 an authorisation ends by itself after a year")
    void authorisationExpires() {
        server.records().authorised(record, nurse, NURSE);
        try (TestClock.Moved moved = server.clock().moved(Duration.ofDays(364))) {
            assertThat(search(server.tokens().professional(NURSE, "60", null, null))).isEqualTo(200);
        }
        try (TestClock.Moved moved = server.clock().moved(Duration.ofDays(366))) {
            assertThat(search(server.tokens().professional(NURSE, "60", null, null))).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("S4.3 the default length is one year, to the second")
    void defaultLength() {
        String given = server.api().post(nurse, "/Consent", Records.consent(record, "acces-professionnel", ConsentProvisionType.PERMIT, NURSE)).createdId();
        assertThat(server.api().get(nurse, "/Consent/" + given).as(Consent.class).getProvision().getPeriod().getEndElement().getValueAsString())
                .isEqualTo("2027-11-20T11:00:00+01:00");
        Duration year = Duration.ofDays(365);
        try (TestClock.Moved moved = server.clock().moved(year.minusSeconds(1))) {
            assertThat(search(server.tokens().professional(NURSE, "60", null, null))).isEqualTo(200);
        }
        try (TestClock.Moved moved = server.clock().moved(year)) {
            assertThat(search(server.tokens().professional(NURSE, "60", null, null))).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("S4.2 a block beats an authorisation and the author's right; unblocking restores nothing")
    void blockBeatsEverything() {
        server.records().authorised(record, nurse, NURSE);
        Reply blocked = server.api().post(holder, "/Consent", Records.consent(record, "blocage", ConsentProvisionType.DENY, NURSE));
        assertThat(blocked.status()).as(blocked.text()).isEqualTo(201);
        assertThat(search(nurse)).isEqualTo(403);
        assertThat(server.api().post(nurse, "/Consent", Records.consent(record, "acces-professionnel", ConsentProvisionType.PERMIT, NURSE)).status()).isEqualTo(403);
        assertThat(end(holder, blocked.createdId()).status()).isEqualTo(200);
        assertThat(search(nurse)).as("unblocking restores nothing").isEqualTo(403);
        server.records().authorised(record, nurse, NURSE);
        assertThat(search(nurse)).as("a new authorisation does").isEqualTo(200);

        server.api().post(holder, "/Consent", Records.consent(record, "blocage", ConsentProvisionType.DENY, AUTHOR));
        assertThat(server.api().get(author, "/DocumentReference/" + document).status()).isEqualTo(404);
        assertThat(server.api().post(author, "/DocumentReference", Documents.simplified(record, "11488-4")).status())
                .as("without authorisation a deposit declares the consent").isEqualTo(403);
    }

    @Test
    @DisplayName("S4.author without authorisation the author still finds its own, and only its own")
    void authorWithoutAuthorisation() {
        server.records().authorised(record, nurse, NURSE);
        server.api().post(nurse, "/DocumentReference", Documents.simplified(record, "11506-3"));
        String mine = server.api().get(author, "/Consent?patient=Patient/" + record.id() + "&status=active").ids().get(0);
        assertThat(end(author, mine).status()).isEqualTo(200);
        Reply found = server.api().get(author, "/DocumentReference?" + record.byIdentifier());
        assertThat(found.ids()).containsExactly(document);
        assertThat(found.bundle().getTotal()).isEqualTo(1);
    }

    @Test
    @DisplayName("S4.5 the designated médecin traitant reads without authorisation, masked documents included, within his column")
    void attendingDoctor() {
        String attending = server.tokens().doctor("810000000777");
        server.api().patch(holder, "/DocumentReference/" + document, "[{\"op\":\"replace\",\"path\":\"/securityLabel/0/coding/0/code\",\"value\":\"MASQUE_PS\"}]");
        assertThat(search(attending)).isEqualTo(403);
        Reply designated = server.api().post(holder, "/Consent", Records.consent(record, "medecin-traitant", ConsentProvisionType.PERMIT, "810000000777"));
        assertThat(designated.status()).as(designated.text()).isEqualTo(201);
        assertThat(server.api().get(attending, "/DocumentReference?" + record.byIdentifier()).ids()).containsExactly(document);
    }

    @Test
    @DisplayName("API 6 a professional declares for himself only, sees only Consents about himself, and blocks nobody")
    void professionalsDeclareForThemselvesOnly() {
        server.records().authorised(record, nurse, NURSE);
        assertThat(server.api().post(nurse, "/Consent", Records.consent(record, "acces-professionnel", ConsentProvisionType.PERMIT, "810000000999")).status()).isEqualTo(403);
        assertThat(server.api().post(nurse, "/Consent", Records.consent(record, "blocage", ConsentProvisionType.DENY, AUTHOR)).status()).isEqualTo(403);
        assertThat(server.api().post(nurse, "/Consent", Records.consent(record, "medecin-traitant", ConsentProvisionType.PERMIT, NURSE)).status()).isEqualTo(403);
        assertThat(server.api().get(nurse, "/Consent?patient=Patient/" + record.id()).bundle().getTotal()).isEqualTo(1);
        assertThat(server.api().get(holder, "/Consent?patient=Patient/" + record.id()).bundle().getTotal()).isEqualTo(2);
    }

    @Test
    @DisplayName("API 6 a Consent only ends; it never changes otherwise")
    void consentsOnlyEnd() {
        server.records().authorised(record, nurse, NURSE);
        Consent stored = server.api().get(nurse, "/Consent?patient=Patient/" + record.id()).bundle().getEntryFirstRep().getResource() instanceof Consent consent ? consent : null;
        stored.getProvision().getPeriod().getEndElement().setValueAsString("2099-01-01");
        Reply longer = server.api().put(nurse, "/Consent/" + stored.getIdElement().getIdPart(), stored);
        assertThat(longer.status()).isEqualTo(422);
        assertThat(longer.issue()).isEqualTo("business-rule");
        Consent tooLong = Records.consent(record, "acces-professionnel", ConsentProvisionType.PERMIT, NURSE);
        tooLong.getProvision().getPeriod().getEndElement().setValueAsString("2099-01-01");
        assertThat(server.api().post(nurse, "/Consent", tooLong).status()).isEqualTo(422);
    }

    private int search(String token) {
        return server.api().get(token, "/DocumentReference?" + record.byIdentifier()).status();
    }

    private Reply end(String token, String id) {
        Consent consent = server.api().get(token, "/Consent/" + id).as(Consent.class);
        consent.setStatus(Consent.ConsentState.INACTIVE);
        return server.api().put(token, "/Consent/" + id, consent);
    }
}
