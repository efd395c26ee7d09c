package fr.carnet.enforcement.masking;

import java.util.Set;

/**
 * The three elements of a document that may change after its deposit (API 4, TD3.3).
 *
 * @param status   {@code current}, {@code superseded} or {@code entered-in-error}
 * @param labels   security label codes
 * @param archived extension isArchived
 */
public record DocumentState(String status, Set<String> labels, boolean archived) {
    public DocumentState {
        labels = Set.copyOf(labels);
    }
}
