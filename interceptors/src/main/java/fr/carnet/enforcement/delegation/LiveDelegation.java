package fr.carnet.enforcement.delegation;

import fr.carnet.enforcement.policy.Delegation;
import fr.carnet.enforcement.policy.RecordPolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** S5: whether somebody represents the holder at this instant; the record says so, never the token. */
final class LiveDelegation {

    private LiveDelegation() {
    }

    /**
     * @param relatedPersonId RelatedPerson that a token names
     * @param at              the request's instant
     */
    static Optional<Delegation> find(String relatedPersonId, Instant at, RecordPolicy record) {
        LocalDate day = LocalDate.ofInstant(at, RecordPolicy.FRANCE);
        boolean minor = record.isMinorAt(at);
        return record.delegations().stream()
                .filter(delegation -> delegation.relatedPersonId().equals(relatedPersonId) && delegation.isActiveOn(day, minor))
                .findFirst();
    }
}
