package fr.carnet.enforcement.masking;

import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Verdict;
import java.util.HashSet;
import java.util.Set;

/**
 * S4 and S5, changes to a document that the caller can see. The author changes status, labels and archiving of its own; the holder and
 * his representatives mask and unmask any document, delete and archive what they added, and nothing else; an app deletes and archives its own.
 */
public final class AmendmentRule {

    private static final String MASK = "MASQUE_PS";
    private static final Set<String> NOT_THE_PATIENTS = Set.of("INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX");

    /**
     * @param caller who asks
     * @param author whether the caller deposited this document
     * @param before the document as stored
     * @param after  the document as asked for
     * @return permit or deny with the reason
     */
    public Verdict judge(Caller caller, boolean author, DocumentState before, DocumentState after) {
        if (caller instanceof Caller.Professional || caller instanceof Caller.Structure) {
            return author ? Verdict.permit(Grant.NOTHING, "S4.author", "author") : Verdict.deny("S4", "not-the-author");
        }
        if (caller instanceof Caller.App) {
            return app(author, before, after);
        }
        return caller instanceof Caller.Holder || caller instanceof Caller.Representative
                ? patientSide(author, before, after)
                : Verdict.deny("S4", "amends-nothing");
    }

    /** S6: an app deletes and archives what it wrote; who sees it is not its affair. */
    private static Verdict app(boolean author, DocumentState before, DocumentState after) {
        if (!author) {
            return Verdict.deny("S6", "not-the-author");
        }
        return before.labels().equals(after.labels()) ? Verdict.permit(Grant.NOTHING, "S6", "author") : Verdict.deny("S6", "label-not-the-apps");
    }

    private static Verdict patientSide(boolean author, DocumentState before, DocumentState after) {
        Set<String> changed = new HashSet<>(before.labels());
        changed.removeAll(after.labels());
        Set<String> added = new HashSet<>(after.labels());
        added.removeAll(before.labels());
        changed.addAll(added);
        if (changed.stream().anyMatch(NOT_THE_PATIENTS::contains)) {
            return Verdict.deny("S5", "label-not-the-patients");
        }
        boolean onlyMasking = before.status().equals(after.status()) && before.archived() == after.archived();
        if (!author && (!onlyMasking || !maskingOnly(changed))) {
            return Verdict.deny("S5", "not-the-author");
        }
        return Verdict.permit(Grant.NOTHING, "S5", author ? "author" : "masking");
    }

    /** Software replaces {@code N} by the mask and back (PDSm4DMP TD3.3a): N comes and goes with it. */
    private static boolean maskingOnly(Set<String> changed) {
        return changed.stream().allMatch(code -> code.equals(MASK) || code.equals("N"));
    }
}
