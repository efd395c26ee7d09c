package fr.carnet.enforcement.policy;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Somebody's right to act for the holder (S2; ACCESS-RULES 5).
 *
 * @param relatedPersonId id of the RelatedPerson
 * @param kind            parent, guardian or caregiver
 * @param from            first day, included
 * @param until           last day, included; none when it has no end of its own
 */
public record Delegation(String relatedPersonId, Kind kind, Optional<LocalDate> from, Optional<LocalDate> until) {

    /** What the delegation rests on. */
    public enum Kind {
        /** Ends by itself when the child turns 18. */
        PARENT,
        /** Ends at its own date. */
        GUARDIAN,
        /** Adult's caregiver: may not manage sharing. */
        CAREGIVER
    }

    /**
     * @param day   the request's day in France
     * @param minor whether the holder is under 18 that day
     */
    public boolean isActiveOn(LocalDate day, boolean minor) {
        boolean begun = from.map(first -> !day.isBefore(first)).orElse(true);
        boolean ended = until.map(day::isAfter).orElse(false);
        return begun && !ended && switch (kind) {
            case PARENT -> minor;
            case GUARDIAN -> true;
            case CAREGIVER -> !minor;
        };
    }
}
