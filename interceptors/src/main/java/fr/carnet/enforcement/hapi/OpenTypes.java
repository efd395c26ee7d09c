package fr.carnet.enforcement.hapi;

import java.util.Set;

/** FHIR types that say nothing of any patient, those that are a document's content, and those that can be archived. What a decision governs is in the table of the compartment. */
public final class OpenTypes {

    private static final Set<String> CONFORMANCE = Set.of("CapabilityStatement", "CodeSystem", "ConceptMap", "ImplementationGuide", "OperationDefinition",
            "OperationOutcome", "Parameters", "SearchParameter", "StructureDefinition", "ValueSet");
    /** The catalogue of third-party services, in tables of its own: none of these is ever asked of the index of records. */
    private static final Set<String> CATALOGUE = Set.of("Endpoint", "Organization");
    private static final Set<String> CONTENTS = Set.of("Binary", "Bundle");
    private static final Set<String> ARCHIVABLE = Set.of("DocumentReference", "List");

    private OpenTypes() {
    }

    /** @return whether resources of this type are conformance, terminology or the catalogue of third-party services, shown to anybody */
    public static boolean isPublic(String type) {
        return isConformance(type) || CATALOGUE.contains(type);
    }

    /** @return whether resources of this type are conformance or terminology */
    static boolean isConformance(String type) {
        return CONFORMANCE.contains(type);
    }

    /** @return whether what is read under this type is a document's content, decided together with its document (S1) */
    static boolean isContent(String type) {
        return CONTENTS.contains(type);
    }

    /** @return whether resources of this type can be archived: searches then show only those that are not, unless asked */
    public static boolean isArchivable(String type) {
        return ARCHIVABLE.contains(type);
    }
}
