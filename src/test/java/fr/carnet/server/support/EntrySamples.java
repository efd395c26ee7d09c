package fr.carnet.server.support;

import fr.carnet.enforcement.hapi.Canonical;
import java.util.List;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.FamilyMemberHistory;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/** One small, sound entry of each type. */
public final class EntrySamples {

    /** Types that stand on their own; a Communication answers, a Provenance names something: their tests make them. */
    public static final List<String> TYPES = List.of("AllergyIntolerance", "Appointment", "CareTeam", "Condition", "Device", "FamilyMemberHistory",
            "Immunization", "MedicationStatement", "Observation", "Procedure", "QuestionnaireResponse");

    /** When a blood glucose was taken: fasting, after a meal ... */
    public static final String MOMENT = "https://interop.esante.gouv.fr/ig/fhir/mesures/StructureDefinition/mesures-moment-of-measurement";

    private static final DateTimeType WHEN = new DateTimeType("2026-11-18T10:00:00+01:00");

    private EntrySamples() {
    }

    /** @return a measure of glucose, or of the pulse (8867-4) */
    public static Observation measure(String patientId, String code) {
        Observation measure = new Observation();
        measure.setStatus(Observation.ObservationStatus.FINAL);
        measure.getCode().addCoding().setSystem(Canonical.LOINC).setCode(code);
        measure.setSubject(patient(patientId)).setEffective(WHEN);
        String unit = "8867-4".equals(code) ? "/min" : "mg/dL";
        if ("2345-7".equals(code)) {
            measure.addExtension(MOMENT, new CodeableConcept(new Coding(Canonical.LOINC, "53049-3", null)));
        }
        measure.setValue(new Quantity(92).setUnit(unit).setSystem("http://unitsofmeasure.org").setCode(unit));
        return measure;
    }

    /** @return a message about a record, whoever sends it */
    public static Communication message(String patientId) {
        Communication message = new Communication();
        message.setStatus(Communication.CommunicationStatus.COMPLETED).setSubject(patient(patientId)).setSentElement(WHEN);
        message.addPayload().setContent(new StringType("Bonjour"));
        return message;
    }

    /** @return an entry of this type */
    public static DomainResource of(String type, String patientId) {
        Reference patient = patient(patientId);
        return switch (type) {
            case "AllergyIntolerance" -> new AllergyIntolerance().setPatient(patient).setCode(text("Pénicilline")).setRecordedDateElement(WHEN)
                    .setClinicalStatus(new CodeableConcept(new Coding("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active", null)));
            case "Appointment" -> appointment(patient);
            case "CareTeam" -> new CareTeam().setStatus(CareTeam.CareTeamStatus.ACTIVE).setSubject(patient).setName("Personne de confiance");
            case "Condition" -> new Condition().setSubject(patient).setCode(text("Asthme"));
            case "Device" -> new Device().setPatient(patient).setStatus(Device.FHIRDeviceStatus.ACTIVE).setType(text("Lecteur de glycémie"));
            case "FamilyMemberHistory" -> new FamilyMemberHistory().setPatient(patient).setStatus(FamilyMemberHistory.FamilyHistoryStatus.COMPLETED)
                    .setRelationship(text("mère"));
            case "Immunization" -> new Immunization().setPatient(patient).setStatus(Immunization.ImmunizationStatus.COMPLETED).setVaccineCode(text("DTP"))
                    .setOccurrence(WHEN);
            case "MedicationStatement" -> new MedicationStatement().setSubject(patient).setStatus(MedicationStatement.MedicationStatementStatus.ACTIVE)
                    .setMedication(text("Paracétamol"));
            case "Observation" -> measure(patientId, "2345-7");
            case "Procedure" -> new Procedure().setSubject(patient).setStatus(Procedure.ProcedureStatus.COMPLETED).setCode(text("Appendicectomie"));
            case "QuestionnaireResponse" -> new QuestionnaireResponse().setSubject(patient)
                    .setStatus(QuestionnaireResponse.QuestionnaireResponseStatus.COMPLETED).setAuthoredElement(WHEN);
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static Appointment appointment(Reference patient) {
        Appointment appointment = new Appointment();
        appointment.setStatus(Appointment.AppointmentStatus.BOOKED).setDescription("Contrôle");
        appointment.setStartElement(new InstantType("2026-12-01T09:00:00+01:00")).setEndElement(new InstantType("2026-12-01T09:30:00+01:00"));
        appointment.addParticipant().setActor(patient).setStatus(Appointment.ParticipationStatus.ACCEPTED);
        return appointment;
    }

    private static Reference patient(String id) {
        return new Reference("Patient/" + id);
    }

    private static CodeableConcept text(String text) {
        return new CodeableConcept().setText(text);
    }
}
