package fr.carnet.server.validation;

import java.util.Optional;

/**
 * What is asked of a validation.
 *
 * @param writing whether the resource is about to be written: rules about writing count too
 * @param profile canonical of one more profile to validate against; empty for the one that its type has
 */
public record ValidationAsked(boolean writing, Optional<String> profile) {

    static final ValidationAsked WRITE = new ValidationAsked(true, Optional.empty());

    /** @return whether a rule is to be asked */
    boolean asks(ResourceCheck<?> rule) {
        return this == WRITE ? !rule.isCheckedByItsFeature() : writing || !rule.isAboutWriting();
    }
}
