package fr.carnet.enforcement.delegation;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;

/** S5: minors cannot write advance directives (L1111-11); nobody deposits any in their record. */
public final class AdvanceDirectiveRule implements Rule {

    /** Advance directives, a document type (LOINC). */
    static final DataCategory DIRECTIVES = new DataCategory("DocumentReference", "42348-3");

    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        return request.act() == Act.DEPOSIT && request.data().contains(DIRECTIVES) && record.isMinorAt(request.at())
                ? Verdict.deny("S5", "minor-directive")
                : Verdict.ABSTAIN;
    }
}
