package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** Reads which record a request concerns, from its parameters or its body. Exactly one, or the request is refused with 400. */
final class RecordKeys {

    private static final Set<String> BY_REFERENCE = Set.of("patient", "patient:Patient");
    private static final Set<String> BY_IDENTIFIER = Set.of("patient.identifier", "patient:identifier", "subject.identifier");
    private static final String CONDITIONAL = "Patient?identifier=";

    private final RecordReferences references;

    RecordKeys(RecordReferences references) {
        this.references = references;
    }

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
        for (Subject subject : subjects(body)) {
            keys.add(of(subject));
        }
        if (keys.isEmpty()) {
            throw Refusal.rule(body instanceof Consent ? "Consent.patient" : "subject", "subject-required");
        }
        return one(keys, Answer.PATIENT_REQUIRED);
    }

    /**
     * @param body Parameters of an operation, with the patient's national identifier as {@code identifier}
     * @return the record
     */
    RecordKey ofParameters(@Nullable IBaseResource body) {
        Parameters.ParametersParameterComponent named = body instanceof Parameters parameters ? parameters.getParameter("identifier") : null;
        if (named != null && named.getValue() instanceof Identifier identifier) {
            return byIdentifier(identifier);
        }
        throw Refusal.rule("Parameters.parameter", "subject-required");
    }

    /** Replaces every subject by the literal reference to the one record that the gate has decided on. */
    void makeLiteral(@Nullable IBaseResource body, String patientId) {
        subjects(body).forEach(subject -> subject.reference().setReference("Patient/" + patientId).setIdentifier(null).setDisplay(null));
    }

    /**
     * @param reference where a resource names its patient
     * @param holder    that resource
     */
    private record Subject(Reference reference, DomainResource holder) {
    }

    private List<Subject> subjects(@Nullable IBaseResource body) {
        if (body instanceof Bundle bundle) {
            // A FHIR document among the entries is a content: what it says of its patient is compared afterwards (ContentSubjects).
            return bundle.getEntry().stream().map(Bundle.BundleEntryComponent::getResource).filter(resource -> !(resource instanceof Bundle))
                    .flatMap(resource -> subjects(resource).stream()).toList();
        }
        return body instanceof DomainResource resource
                ? references.of(resource).stream().map(reference -> new Subject(reference, resource)).toList()
                : List.of();
    }

    private static RecordKey of(Subject subject) {
        Reference reference = subject.reference();
        String literal = Optional.ofNullable(reference.getReference()).orElse("");
        if (literal.startsWith(CONDITIONAL)) {
            return byIdentifier(literal.substring(CONDITIONAL.length()));
        }
        if (literal.startsWith("#")) {
            return byIdentifier(contained(subject.holder(), literal));
        }
        if (!literal.isEmpty()) {
            return byId(literal);
        }
        return byIdentifier(reference.getIdentifier());
    }

    /** PDSm, simplified publication: the subject may be a contained Patient, known by its one national identifier. */
    private static Identifier contained(DomainResource holder, String reference) {
        List<Identifier> national = holder.getContained().stream()
                .filter(resource -> resource instanceof Patient && reference.equals(resource.getId().startsWith("#") ? resource.getId() : "#" + resource.getId()))
                .flatMap(resource -> ((Patient) resource).getIdentifier().stream())
                .filter(RecordReferences::isIns)
                .toList();
        return national.size() == 1 ? national.get(0) : new Identifier();
    }

    private static RecordKey byIdentifier(Identifier identifier) {
        if (!identifier.hasSystem() || !identifier.hasValue()) {
            throw Refusal.rule("subject", "subject-required");
        }
        return new RecordKey.ByIdentifier(identifier.getSystem(), identifier.getValue());
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
