package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.jspecify.annotations.Nullable;

/** Reads which record a request concerns, from its parameters or its body. Exactly one, or the request is refused with 400. */
final class RecordKeys {

    private static final Set<String> BY_REFERENCE = Set.of("patient", "patient:Patient");
    private static final Set<String> BY_IDENTIFIER = Set.of("patient.identifier", "patient:identifier");
    private static final String CONDITIONAL = "Patient?identifier=";

    /**
     * @param request a search
     * @return the record; identifier and id of the same search count as two patients
     */
    RecordKey ofSearch(RequestDetails request) {
        boolean onPatient = "Patient".equals(request.getResourceName());
        Set<RecordKey> keys = new LinkedHashSet<>();
        for (Map.Entry<String, String[]> parameter : request.getParameters().entrySet()) {
            String name = parameter.getKey();
            for (String value : parameter.getValue()) {
                if (onPatient ? "_id".equals(name) : BY_REFERENCE.contains(name)) {
                    keys.add(byId(single(value)));
                } else if (onPatient ? "identifier".equals(name) : BY_IDENTIFIER.contains(name)) {
                    keys.add(byIdentifier(single(value)));
                }
            }
        }
        return one(keys, Answer.PATIENT_REQUIRED);
    }

    /**
     * @param body what is to be stored: a resource or a transaction
     * @return the record that all of it concerns
     */
    RecordKey ofBody(@Nullable IBaseResource body) {
        Set<RecordKey> keys = new LinkedHashSet<>();
        for (Reference reference : subjects(body)) {
            keys.add(of(reference));
        }
        if (keys.isEmpty()) {
            throw Refusal.rule(body instanceof Consent ? "Consent.patient" : "subject", "subject-required");
        }
        return one(keys, Answer.PATIENT_REQUIRED);
    }

    /** Replaces every subject by the literal reference to the one record that the gate has decided on. */
    void makeLiteral(@Nullable IBaseResource body, String patientId) {
        subjects(body).forEach(subject -> subject.setReference("Patient/" + patientId).setIdentifier(null).setDisplay(null));
    }

    private static List<Reference> subjects(@Nullable IBaseResource body) {
        List<Reference> subjects = new ArrayList<>();
        if (body instanceof Bundle bundle) {
            bundle.getEntry().forEach(entry -> subjects.addAll(subjects(entry.getResource())));
        } else if (body instanceof DocumentReference document) {
            subjects.add(document.getSubject());
        } else if (body instanceof ListResource list) {
            subjects.add(list.getSubject());
        } else if (body instanceof Consent consent) {
            subjects.add(consent.getPatient());
        } else if (body instanceof RelatedPerson related) {
            subjects.add(related.getPatient());
        }
        return subjects;
    }

    private static RecordKey of(Reference reference) {
        String literal = Optional.ofNullable(reference.getReference()).orElse("");
        if (literal.startsWith(CONDITIONAL)) {
            return byIdentifier(literal.substring(CONDITIONAL.length()));
        }
        if (!literal.isEmpty()) {
            return byId(literal);
        }
        if (reference.getIdentifier().hasValue() && reference.getIdentifier().hasSystem()) {
            return new RecordKey.ByIdentifier(reference.getIdentifier().getSystem(), reference.getIdentifier().getValue());
        }
        throw Refusal.rule("subject", "subject-required");
    }

    private static RecordKey byId(String value) {
        IdType id = new IdType(value);
        boolean patient = id.getResourceType() == null || "Patient".equals(id.getResourceType());
        if (!patient || id.isAbsolute() || !id.hasIdPart() || id.getIdPart().length() > 64) {
            throw Refusal.of(Answer.PATIENT_REQUIRED);
        }
        return new RecordKey.ById(id.getIdPart());
    }

    private static RecordKey byIdentifier(String value) {
        int bar = value.indexOf('|');
        if (bar <= 0 || bar == value.length() - 1) {
            throw Refusal.of(Answer.PATIENT_REQUIRED);
        }
        return new RecordKey.ByIdentifier(value.substring(0, bar), value.substring(bar + 1));
    }

    private static String single(String value) {
        if (value.contains(",")) {
            throw Refusal.of(Answer.ONE_PATIENT_ONLY);
        }
        return value;
    }

    private static RecordKey one(Set<RecordKey> keys, Answer whenNone) {
        if (keys.size() > 1) {
            throw Refusal.of(Answer.ONE_PATIENT_ONLY);
        }
        return keys.stream().findFirst().orElseThrow(() -> Refusal.of(whenNone));
    }
}
