package fr.carnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** TD0.2: whether a record exists, and how the caller's access to it stands. */
@Tag("TD0.2")
@ExtendWith(TestedServerExtension.class)
class RecordStatusConformance {

    private final TestedServer server;

    RecordStatusConformance(TestedServer server) {
        this.server = server;
    }

    @Test
    @Tag("TD0.2-01")
    void authorised() {
        Patient patient = onlyPatient(Caller.AUTHOR);
        assertThat(patient.getActive()).as("Patient.active").isTrue();
        assertThat(patient.hasName()).as("an identity").isTrue();
        assertThat(accessStatus(patient)).containsExactly("VALIDE");
    }

    @Test
    @Tag("TD0.2-02")
    void notAuthorised() {
        assertThat(accessStatus(onlyPatient(Caller.STRANGER))).containsExactly("NON_EXISTE");
    }

    @Test
    @Tag("TD0.2-03")
    void noRecord() {
        assertThat(status(Caller.AUTHOR, server.settings().unknownPatient()).found()).isEmpty();
        assertThat(status(Caller.STRANGER, server.settings().unknownPatient()).found()).isEmpty();
    }

    @Test
    @Tag("TD0.2-04")
    void identifierIsRequired() {
        server.get(Caller.AUTHOR, "/Patient").refused(400);
    }

    private Patient onlyPatient(Caller caller) {
        Answer answer = status(caller, server.settings().patient());
        assertThat(answer.found()).hasSize(1);
        Patient patient = (Patient) answer.resource(Bundle.class).getEntryFirstRep().getResource();
        assertThat(patient.getIdentifier()).extracting(identifier -> identifier.getSystem() + "|" + identifier.getValue()).contains(server.settings().patient());
        return patient;
    }

    private Answer status(Caller caller, String identifier) {
        return server.get(caller, "/Patient?" + TestedServer.query("identifier", identifier));
    }

    /** The extension's code: its canonical is the server's own. */
    private static List<String> accessStatus(Patient patient) {
        return patient.getExtension().stream().filter(extension -> extension.getUrl().endsWith("/access-status")).map(Extension::getValue).map(RecordStatusConformance::code).toList();
    }

    private static String code(Type value) {
        if (value instanceof Coding coding) {
            return coding.getCode();
        }
        return value instanceof CodeableConcept concept ? concept.getCodingFirstRep().getCode() : value.primitiveValue();
    }
}
