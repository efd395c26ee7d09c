package fr.carnet.enforcement.authorship;

import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Caller;
import java.util.Set;

/** S4, S5, S6: who changes or deletes an entry (measure, appointment, message, profile) that he can see; documents have their own rule. */
public final class EntryRight {

    private static final Set<String> PATIENT_SIDE = Set.of("au.Patient.", "au.RelatedPerson.");

    private EntryRight() {
    }

    /**
     * @param caller   who asks
     * @param stamp    tokens of the entry as stored
     * @param manages  whether the caller, on the patient's side, manages sharing: a caregiver does not, and deletes nothing
     * @param deleting whether the entry is to become entered-in-error
     */
    public static boolean mayChange(Caller caller, Set<AclToken> stamp, boolean manages, boolean deleting) {
        boolean author = caller.personalTokens().stream().anyMatch(stamp::contains);
        if (caller instanceof Caller.Holder || caller instanceof Caller.Representative) {
            boolean entered = stamp.stream().anyMatch(token -> PATIENT_SIDE.stream().anyMatch(token.value()::startsWith));
            return manages ? entered : author && !deleting;
        }
        return author;
    }
}
