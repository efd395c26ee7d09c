package fr.carnet.enforcement.compartment;

import fr.carnet.enforcement.policy.AccessMode;
import java.util.Set;

/**
 * One row of the table.
 *
 * @param type    FHIR type
 * @param patient FHIRPath of the reference to the record's Patient; empty when it has none
 * @param readers for whom it is stamped
 * @param writers kinds of callers that may add one
 * @param modes   access modes in which it is read
 */
public record GovernedType(String type, String patient, Set<Audience> readers, Set<String> writers, Set<AccessMode> modes) {
    public GovernedType {
        readers = Set.copyOf(readers);
        writers = Set.copyOf(writers);
        modes = Set.copyOf(modes);
    }

    /** @return whether what is read under this type is the content of a document, decided together with it (S1) */
    public boolean isContent() {
        return readers.contains(Audience.CONTENT);
    }
}
