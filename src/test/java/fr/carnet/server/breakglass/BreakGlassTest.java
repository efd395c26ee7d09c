package fr.carnet.server.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import fr.carnet.server.support.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S4.3: break-glass and emergency call centres, and what the holder opposed. */
class BreakGlassTest {

    private static final String AUTHOR = "810000000011";
    private static final String NURSE = "810000000044";
    private static final String REGULATOR = "810000000015";
    private static final String REASON = "Patient inconscient amené aux urgences";

    private final TestServer server = TestServer.instance();
    private final String author = server.tokens().doctor(AUTHOR);
    private final String nurse = server.tokens().professional(NURSE, "60", null, null);
    private final String regulator = regulator("VRAI");
    private Records.Opened record;
    private String holder;
    private String plain;
    private String masked;

    @BeforeEach
    void aRecordWithAPlainAndAMaskedDocument() {
        record = server.records().authorised(server.records().adult(), author, AUTHOR);
        holder = server.tokens().holder(record.id());
        plain = server.api().post(author, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        masked = server.api().post(author, "/DocumentReference", Documents.simplified(record, "11488-4", "MASQUE_PS")).createdId();
        server.api().post(author, "/DocumentReference", Documents.simplified(record, "57833-6"));
    }

    @Test
    @DisplayName("S4.3 a session opens the matrix's types to its professional for an hour, in its mode only")
    void sessionIsTimeBoxed() {
        assertThat(search(nurse, "bris_de_glace").status()).as("no session yet").isEqualTo(403);
        Reply opened = breakGlass(nurse, statement("MARTIN", "Camille", "1980-01-15", REASON));
        assertThat(opened.status()).as(opened.text()).isEqualTo(200);
        assertThat(opened.as(Parameters.class).getParameter("until").getValue().primitiveValue()).startsWith("2026-11-20T12:00:00");
        assertThat(search(nurse, "bris_de_glace").ids()).containsExactly(plain);
        assertThat(search(nurse, "normal").status()).as("a session is no authorisation").isEqualTo(403);
        assertThat(search(server.tokens().professional("810000000045", "60", null, null), "bris_de_glace").status()).as("nobody else's").isEqualTo(403);
        try (TestClock.Moved moved = server.clock().moved(Duration.ofMinutes(61))) {
            assertThat(search(server.tokens().professional(NURSE, "60", null, null), "bris_de_glace").status()).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("S2 identity traits match without accents, case and hyphens; anything else is one constant refusal")
    void traits() {
        String refusal = body(breakGlass(nurse, statement("DUPONT", "Camille", "1980-01-15", REASON)));
        assertThat(body(breakGlass(nurse, statement("MARTIN", "Camille", "1980-01-16", REASON)))).isEqualTo(refusal);
        assertThat(body(breakGlass(nurse, unknownRecord()))).isEqualTo(refusal);
        assertThat(body(breakGlass(server.tokens().professional("810000000093", "93", null, null), statement("MARTIN", "Camille", "1980-01-15", REASON)))).isEqualTo(refusal);
        assertThat(refusal).contains("refused");
        assertThat(breakGlass(nurse, statement("mar-tin", "CÂMILLE", "1980-01-15", REASON)).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("S5 a short reason or an unstated condition is told, whether or not the record exists")
    void conditions() {
        Parameters shortReason = statement("MARTIN", "Camille", "1980-01-15", "urgence");
        assertThat(breakGlass(nurse, shortReason).status()).isEqualTo(422);
        Parameters noRisk = statement("MARTIN", "Camille", "1980-01-15", REASON);
        noRisk.getParameter("immediateRisk").setValue(new BooleanType(false));
        assertThat(breakGlass(nurse, noRisk).status()).isEqualTo(422);
        Parameters unknownShort = unknownRecord();
        unknownShort.getParameter("reason").setValue(new StringType("urgence"));
        assertThat(breakGlass(nurse, unknownShort).status()).isEqualTo(422);
        assertThat(breakGlass(holder, shortReason).status()).isEqualTo(403);
    }

    @Test
    @DisplayName("S4.3 the holder opposes break-glass or SAMU access; S4.5 he allows masked documents in an emergency")
    void choices() {
        breakGlass(nurse, statement("MARTIN", "Camille", "1980-01-15", REASON));
        assertThat(choose(ConsentProvisionType.PERMIT, "MASKED").status()).isEqualTo(201);
        assertThat(search(nurse, "bris_de_glace").ids()).containsExactlyInAnyOrder(plain, masked);
        assertThat(choose(ConsentProvisionType.DENY, "BTG").status()).isEqualTo(201);
        assertThat(search(nurse, "bris_de_glace").status()).as("the open session ends at once").isEqualTo(403);
        assertThat(breakGlass(nurse, statement("MARTIN", "Camille", "1980-01-15", REASON)).status()).isEqualTo(403);
        assertThat(search(regulator, "centre_15").status()).isEqualTo(200);
        assertThat(choose(ConsentProvisionType.DENY, "ETREAT").status()).isEqualTo(201);
        assertThat(search(regulator, "centre_15").status()).isEqualTo(403);
        assertThat(choose(ConsentProvisionType.DENY, "NONSENSE").status()).isEqualTo(422);
    }

    @Test
    @DisplayName("S4.3 centre_15 takes a regulator and nothing else; S4.2 a block holds in every emergency")
    void callCentre() {
        assertThat(search(regulator, "centre_15").ids()).hasSize(2).contains(plain).doesNotContain(masked);
        assertThat(search(regulator, "normal").status()).isEqualTo(403);
        assertThat(search(regulator("FAUX"), "centre_15").status()).isEqualTo(403);
        assertThat(search(regulator, "centre_16").status()).isEqualTo(403);
        server.api().post(holder, "/Consent", Records.consent(record, "blocage", ConsentProvisionType.DENY, REGULATOR));
        assertThat(search(regulator, "centre_15").status()).isEqualTo(403);
        server.api().post(holder, "/Consent", Records.consent(record, "blocage", ConsentProvisionType.DENY, NURSE));
        assertThat(breakGlass(nurse, statement("MARTIN", "Camille", "1980-01-15", REASON)).status()).isEqualTo(403);
    }

    private Reply search(String token, String mode) {
        return server.api().get(token, "/DocumentReference?" + record.byIdentifier(), Map.of("Mode-Acces", mode));
    }

    private Reply breakGlass(String token, Parameters statement) {
        return server.api().post(token, "/Patient/$bris-de-glace", statement);
    }

    private Parameters statement(String family, String given, String birthDate, String reason) {
        Parameters statement = new Parameters();
        statement.addParameter().setName("identifier").setValue(new Identifier().setSystem(Records.INS).setValue(record.ins()));
        statement.addParameter("family", family).addParameter("given", given).addParameter("birthDate", birthDate).addParameter("reason", reason);
        return statement.addParameter("immediateRisk", true).addParameter("unableToConsent", true);
    }

    private Parameters unknownRecord() {
        Parameters statement = statement("MARTIN", "Camille", "1980-01-15", REASON);
        ((Identifier) statement.getParameter("identifier").getValue()).setValue(Records.nextIns());
        return statement;
    }

    private Reply choose(ConsentProvisionType type, String purpose) {
        Consent choice = Records.consent(record, "urgence", ConsentProvisionType.PERMIT, NURSE);
        choice.setProvision(new Consent.ProvisionComponent());
        choice.getProvision().addProvision().setType(type).addPurpose()
                .setSystem("MASKED".equals(purpose) ? Canonical.BASE + "/CodeSystem/emergency-purpose" : "http://terminology.hl7.org/CodeSystem/v3-ActReason").setCode(purpose);
        return server.api().post(holder, "/Consent", choice);
    }

    private String regulator(String flag) {
        Map<String, Object> claims = Tokens.professionalClaims(REGULATOR, List.of(Tokens.exercise("10", "SM54", null)));
        claims.put("Acces_Regulation_Medicale", flag);
        return server.tokens().sign("pro-sante-connect", claims);
    }

    private static String body(Reply reply) {
        return reply.status() + reply.text().replaceAll("request [A-Za-z0-9-]+", "request");
    }
}
