package fr.carnet.server.leak;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.server.support.Records;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;

/** Consents, delegations, openings and emergency sessions that are asked for about known, hidden and other people's records. */
final class Choices {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    /** Of no scene: what is chosen about it changes nobody's sight. */
    private static final String NOBODY = "810000000099";
    private static final String NO_RECORD = "00000000-0000-0000-0000-000000000000";

    private Choices() {
    }

    static List<Ask> about(Names names) {
        List<Ask> asks = new ArrayList<>();
        for (String patient : names.hidesRecords() ? List.of("${Patient.own}", NO_RECORD, "${Patient.other}") : List.of("${Patient.own}", NO_RECORD)) {
            for (String kind : List.of("acces-professionnel", "blocage", "medecin-traitant", "finalite", "urgence", "inconnu")) {
                ConsentProvisionType type = "blocage".equals(kind) ? ConsentProvisionType.DENY : ConsentProvisionType.PERMIT;
                asks.add(Ask.json("POST", "/Consent", consent(patient, kind, type)));
            }
            asks.add(Ask.json("POST", "/DocumentReference",
                    Writes.document("00000000-0000-4000-8000-000000000001", "Patient/" + patient, "\"custodian\":{\"reference\":\"Organization/1\"},")));
            asks.add(Ask.json("POST", "/RelatedPerson", "{\"resourceType\":\"RelatedPerson\",\"active\":true,\"patient\":{\"reference\":\"Patient/" + patient
                    + "\"},\"relationship\":[{\"coding\":[{\"code\":\"COUSIN\"}]}]}"));
        }
        for (String name : names.of("Consent")) {
            asks.add(Ask.json("PUT", "/Consent/${" + name + "}",
                    consent("${Patient.own}", "blocage", ConsentProvisionType.PERMIT).replaceFirst("\\{", "{\"id\":\"\\${" + name + "}\",")));
            asks.add(Ask.patch("/Consent/${" + name + "}", "[{\"op\":\"test\",\"path\":\"/status\",\"value\":\"active\"}]").toBeRefused());
            asks.add(Ask.json("POST", "/Consent", consent("${Patient.own}", "blocage", ConsentProvisionType.DENY).replaceFirst("\\{",
                    "{\"sourceReference\":{\"reference\":\"Consent/\\${" + name + "}\"},")));
        }
        for (String ins : List.of("${ins.own}", "${ins.other}")) {
            asks.add(Ask.json("POST", "/Patient/$bris-de-glace", emergency(ins, "Martine")));
            asks.add(Ask.json("POST", "/Patient/$bris-de-glace", emergency(ins, "Camille").replace("immediateRisk", "risk")));
        }
        asks.add(Ask.json("POST", "/Patient/$open", FHIR.newJsonParser().encodeResourceToString(Records.patient("180010000000100", LocalDate.of(1980, 1, 15)))));
        return asks;
    }

    private static String consent(String patient, String kind, ConsentProvisionType type) {
        Consent consent = Records.consent(new Records.Opened("PATIENT", ""), kind, type, NOBODY);
        return FHIR.newJsonParser().encodeResourceToString(consent).replace("Patient/PATIENT", "Patient/" + patient);
    }

    static String emergency(String ins, String given) {
        return "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"identifier\",\"valueIdentifier\":{\"system\":\"" + Records.INS + "\",\"value\":\"" + ins
                + "\"}},{\"name\":\"family\",\"valueString\":\"MARTIN\"},{\"name\":\"given\",\"valueString\":\"" + given
                + "\"},{\"name\":\"birthDate\",\"valueString\":\"1980-01-15\"},"
                + "{\"name\":\"reason\",\"valueString\":\"Patient inconscient amené aux urgences\"},{\"name\":\"immediateRisk\",\"valueBoolean\":true},"
                + "{\"name\":\"unableToConsent\",\"valueBoolean\":true}]}";
    }
}
