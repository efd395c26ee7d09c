package fr.carnet.server.validation;

import java.util.Optional;

/**
 * What is asked of a validation.
 *
 * @param reach   which checks beside the definitions count
 * @param profile canonical of one more profile to validate against; empty for the one that its type has
 */
public record ValidationAsked(Reach reach, Optional<String> profile) {

    static final ValidationAsked WRITE = new ValidationAsked(Reach.WRITE, Optional.empty());

    /** Which checks count. */
    public enum Reach {
        /** A resource as it is: what concerns writing alone does not count. */
        RESOURCE,
        /** A resource that somebody thinks of writing: every check. */
        INTENDED_WRITE,
        /** A write: every check but those that its feature makes while it stores. */
        WRITE
    }

    /** @return whether a check is to be made */
    boolean asks(ResourceCheck<?> check) {
        return switch (reach) {
            case RESOURCE -> !check.isAboutWriting();
            case INTENDED_WRITE -> true;
            case WRITE -> !check.isCheckedByItsFeature();
        };
    }
}
