package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.compartment.GovernedType;
import fr.carnet.enforcement.compartment.GovernedTypes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;

/** Finds where a resource names its record, by the path that the table of governed types gives for it. */
public final class RecordReferences {

    /** National systems of identity begin so (INS, NIA, test, demo). */
    static final String NATIONAL = "urn:oid:1.2.250.1.213.1.4.";

    /** Those of them that a record is kept under: the others are older (INS-C) or serve something else (NSS). */
    private static final Pattern INS = Pattern.compile("urn:oid:1\\.2\\.250\\.1\\.213\\.1\\.4\\.(?:8|9|10|11)");

    private static final String AMONG_OTHERS = ".where(resolve() is Patient)";

    private final FhirContext fhir;
    private final GovernedTypes types;

    /**
     * @param fhir  FHIR context
     * @param types the table
     */
    public RecordReferences(FhirContext fhir, GovernedTypes types) {
        this.fhir = fhir;
        this.types = types;
    }

    /** @return every reference of a resource that names the patient it is about; none for a type without such an element */
    public List<Reference> of(DomainResource resource) {
        String path = types.find(resource.fhirType()).map(GovernedType::patient).orElse("");
        if (path.isEmpty()) {
            return List.of();
        }
        boolean amongOthers = path.endsWith(AMONG_OTHERS);
        String element = amongOthers ? path.substring(0, path.length() - AMONG_OTHERS.length()) : path;
        List<Reference> references = fhir.newTerser().getValues(resource, element, Reference.class, !amongOthers);
        return amongOthers ? references.stream().filter(reference -> isPatient(reference, resource)).toList() : references;
    }

    /** @return the literal reference to the record's Patient, once it has become literal */
    Optional<String> literal(DomainResource resource) {
        return of(resource).stream()
                .filter(reference -> "Patient".equals(reference.getReferenceElement().getResourceType()))
                .map(reference -> reference.getReferenceElement().toUnqualifiedVersionless().getValue())
                .findFirst();
    }

    /** @return the literal reference to the record's Patient in the stored text of a resource of this type */
    Optional<String> literal(String type, StoredJson stored) {
        String path = types.find(type).map(GovernedType::patient).orElse("");
        String element = path.endsWith(AMONG_OTHERS) ? path.substring(0, path.length() - AMONG_OTHERS.length()) : path;
        return path.isEmpty() ? Optional.empty() : stored.references(element).filter(reference -> reference.startsWith("Patient/")).findFirst();
    }

    /** @return whether an identifier is an INS: of production, NIA, test or demo */
    static boolean isIns(Identifier identifier) {
        return identifier.hasSystem() && identifier.hasValue() && INS.matcher(identifier.getSystem()).matches();
    }

    private static boolean isPatient(Reference reference, DomainResource holder) {
        String literal = Optional.ofNullable(reference.getReference()).orElse("");
        if (literal.isEmpty()) {
            Identifier identifier = reference.getIdentifier();
            return identifier.hasSystem() && (identifier.getSystem().startsWith(NATIONAL) || "Patient".equals(reference.getType()));
        }
        return literal.startsWith("Patient/") || literal.startsWith("Patient?")
                || literal.startsWith("#") && holder.getContained().stream()
                        .anyMatch(contained -> contained instanceof Patient && literal.endsWith(contained.getId()));
    }
}
