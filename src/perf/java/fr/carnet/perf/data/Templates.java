package fr.carnet.perf.data;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;

/** The project's examples, as texts with places to fill in: making each resource anew would cost the client more than the servers. */
final class Templates {

    /** Where the id of the patient stands. */
    static final String PATIENT = "@patient@";
    /** Where an identifier stands that nothing else has. */
    static final String UNIQUE = "@unique@";
    /** Where the moment stands. */
    static final String MOMENT = "@moment@";
    /** Where the document's type stands. */
    static final String TYPE = "@type@";
    /** Where the content stands: data, or where it is. */
    static final String CONTENT = "\"@content@\":\"\"";

    /** Where the entries of a submission set stand. */
    static final String ITEMS = "{\"item\":{\"reference\":\"urn:uuid:@items@\"}}";

    private static final String DAY = "2026-\\d\\d-\\d\\dT";

    private final FhirContext fhir = FhirContext.forR4Cached();
    private final String document;
    private final String measure;
    private final String appointment;
    private final String submissionSet;
    private final String access;

    Templates() throws IOException {
        DocumentReference example = example(DocumentReference.class, "DocumentReference-example-iti105");
        example.getMasterIdentifier().setValue("urn:uuid:" + UNIQUE);
        example.getType().getCodingFirstRep().setCode(TYPE).setDisplay(null);
        example.getSubject().setReference("Patient/" + PATIENT);
        example.getContentFirstRep().getAttachment().setDataElement(null).setUrl("@content@").setSizeElement(null).setHashElement(null);
        // Without an end a period goes on for ever, and is later than anything.
        example.getContext().getPeriod().getEndElement().setValueAsString("2026-11-17T22:40:00+01:00");
        document = text(example).replace("\"url\":\"@content@\"", CONTENT).replaceAll(DAY, MOMENT + "T");
        Observation weight = example(Observation.class, "Observation-example-poids");
        weight.getSubject().setReference("Patient/" + PATIENT);
        measure = text(weight).replaceAll(DAY, MOMENT + "T");
        Appointment visit = example(Appointment.class, "Appointment-example-rendez-vous");
        visit.getIdentifierFirstRep().setValue("urn:uuid:" + UNIQUE);
        visit.getParticipantFirstRep().getActor().setReference("Patient/" + PATIENT);
        appointment = text(visit);
        ListResource set = (ListResource) example(Bundle.class, "Bundle-example-iti65").getEntryFirstRep().getResource();
        set.getIdentifierFirstRep().setValue("urn:uuid:" + UNIQUE);
        set.getSubject().setReference("Patient/" + PATIENT);
        set.getEntry().clear();
        set.addEntry().getItem().setReference("urn:uuid:@items@");
        submissionSet = text(set);
        access = text(access());
    }

    /** @return a DocumentReference */
    String document() {
        return document;
    }

    /** @return an Observation: a weight */
    String measure() {
        return measure;
    }

    /** @return an Appointment */
    String appointment() {
        return appointment;
    }

    /** @return a List: a submission set */
    String submissionSet() {
        return submissionSet;
    }

    /** @return an AuditEvent: a read of a patient's document */
    String accessTo(String patient) {
        return access.replace(PATIENT, patient);
    }

    private static AuditEvent access() {
        AuditEvent read = new AuditEvent();
        read.getType().setSystem("http://terminology.hl7.org/CodeSystem/audit-event-type").setCode("rest");
        read.addSubtype().setSystem("http://hl7.org/fhir/restful-interaction").setCode("read");
        read.setAction(AuditEvent.AuditEventAction.R).setOutcome(AuditEvent.AuditEventOutcome._0).getRecordedElement().setValueAsString("2026-11-18T10:00:00.000+01:00");
        read.addAgent().setRequestor(true).setName("Anne BERNARD").getWho().getIdentifier().setSystem("urn:oid:1.2.250.1.71.4.2.1").setValue("810000000022");
        read.getSource().getObserver().setDisplay("Carnet");
        read.addEntity().getWhat().setReference("Patient/" + PATIENT);
        return read;
    }

    /** @return JSON of a resource */
    String text(IBaseResource resource) {
        return fhir.newJsonParser().encodeResourceToString(resource);
    }

    private <T extends Resource> T example(Class<T> type, String name) throws IOException {
        String path = "/static/ig/" + name + ".json";
        try (InputStream json = Objects.requireNonNull(Templates.class.getResourceAsStream(path), path)) {
            T example = fhir.newJsonParser().parseResource(type, json);
            example.setIdElement(new IdType());
            return example;
        }
    }
}
