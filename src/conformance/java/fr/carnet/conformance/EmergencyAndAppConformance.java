package fr.carnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The two ways in that have conditions of their own: emergency modes and purposes. Nothing here opens a session, or consents to a purpose. */
@Tag("access")
@ExtendWith(TestedServerExtension.class)
class EmergencyAndAppConformance {

    private static final String MODE = "Mode-Acces";
    private static final String PURPOSE = "Code-Finalite";
    private static final String REASON = "Essai de conformité : patient inconscient amené aux urgences";

    private final TestedServer server;

    EmergencyAndAppConformance(TestedServer server) {
        this.server = server;
    }

    @Test
    @Tag("ACC-30")
    void conditions() {
        Settings settings = server.settings();
        String known = settings.value("patient.value");
        String birth = settings.value("patient.birth-date");
        breakGlass(stated(known, birth, REASON, false, true)).refused(403, 422);
        breakGlass(stated(known, birth, REASON, true, false)).refused(403, 422);
        breakGlass(stated(known, birth, "", true, true)).refused(400, 403, 422);
        search(Caller.READER, MODE, "bris_de_glace").refused(403);
    }

    @Test
    @Tag("ACC-31")
    void traits() {
        Settings settings = server.settings();
        String wrongTraits = breakGlass(stated(settings.value("patient.value"), "1901-02-03", REASON, true, true)).refused(403).seen();
        String unknown = breakGlass(stated(settings.value("unknown-patient.value"), settings.value("patient.birth-date"), REASON, true, true)).refused(403).seen();
        assertThat(wrongTraits).isEqualTo(unknown);
        search(Caller.READER, MODE, "bris_de_glace").refused(403);
    }

    @Test
    @Tag("ACC-32")
    void noSession() {
        search(Caller.READER, MODE, "normal").expect(200);
        search(Caller.READER, MODE, "bris_de_glace").refused(403);
    }

    @Test
    @Tag("ACC-33")
    void noRegulator() {
        search(Caller.READER, MODE, "centre_15").refused(403);
        search(Caller.STRANGER, MODE, "centre_15").refused(403);
    }

    @Test
    @Tag("ACC-40")
    void noPurpose() {
        app().refused(400);
        app(PURPOSE, "").refused(400);
    }

    @Test
    @Tag("ACC-41")
    void twoPurposes() {
        String purpose = server.settings().value("app.purpose");
        app(PURPOSE, purpose, PURPOSE, purpose).refused(400);
        app(PURPOSE, purpose + "," + purpose).refused(400);
    }

    @Test
    @Tag("ACC-42")
    void unknownPurpose() {
        app(PURPOSE, "ESSAI-DE-CONFORMITE").refused(403);
    }

    private Answer breakGlass(Parameters stated) {
        return server.post(Caller.READER, "/Patient/$bris-de-glace", stated);
    }

    private Parameters stated(String value, String birthDate, String reason, boolean risk, boolean unable) {
        Settings settings = server.settings();
        Parameters stated = new Parameters();
        stated.addParameter().setName("identifier").setValue(new Identifier().setSystem(settings.value("patient.system")).setValue(value));
        stated.addParameter().setName("family").setValue(new StringType(settings.value("patient.family")));
        stated.addParameter().setName("given").setValue(new StringType(settings.value("patient.given")));
        stated.addParameter().setName("birthDate").setValue(new DateType(birthDate));
        if (!reason.isEmpty()) {
            stated.addParameter().setName("reason").setValue(new StringType(reason));
        }
        stated.addParameter().setName("immediateRisk").setValue(new BooleanType(risk));
        stated.addParameter().setName("unableToConsent").setValue(new BooleanType(unable));
        return stated;
    }

    private Answer search(Caller caller, String... headers) {
        return server.get(caller, "/DocumentReference?" + TestedServer.query("patient.identifier", server.settings().patient(), "_count", "1"), headers);
    }

    private Answer app(String... headers) {
        return server.get(Caller.APP, "/" + server.settings().value("app.type") + "?" + TestedServer.query("patient.identifier", server.settings().patient()), headers);
    }
}
