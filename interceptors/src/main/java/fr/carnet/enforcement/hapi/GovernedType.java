package fr.carnet.enforcement.hapi;

import java.util.Set;

/** Which FHIR types are governed by a decision. */
public final class GovernedType {

    private static final Set<String> GOVERNED = Set.of("DocumentReference", "List", "Consent", "RelatedPerson", "Patient", "Binary", "AuditEvent");
    private static final Set<String> PUBLIC = Set.of("CapabilityStatement", "CodeSystem", "ValueSet", "SearchParameter", "StructureDefinition",
            "OperationDefinition", "OperationOutcome", "Parameters");
    private static final Set<String> ARCHIVABLE = Set.of("DocumentReference", "List");

    private GovernedType() {
    }

    /** @return whether resources of this type leave only under a decision */
    public static boolean isGoverned(String type) {
        return GOVERNED.contains(type);
    }

    /** @return whether resources of this type are conformance or terminology, shown to anybody */
    public static boolean isPublic(String type) {
        return PUBLIC.contains(type);
    }

    /** @return whether resources of this type can be archived: searches then show only those that are not, unless asked */
    public static boolean isArchivable(String type) {
        return ARCHIVABLE.contains(type);
    }
}
