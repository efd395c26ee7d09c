package fr.carnet.enforcement.disclosure;

import java.util.Optional;
import java.util.Set;

/**
 * What the rules need to know about one document.
 *
 * @param type     document type code, empty when the document has none
 * @param labels   visibility labels
 * @param deleted  whether its status is {@code entered-in-error}
 */
public record DocumentFacts(Optional<String> type, Set<Visibility> labels, boolean deleted) {
    public DocumentFacts {
        labels = Set.copyOf(labels);
    }
}
