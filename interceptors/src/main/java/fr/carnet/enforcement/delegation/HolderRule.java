package fr.carnet.enforcement.delegation;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;
import java.util.Set;

/** S5: the holder sees his whole record, save what is still invisible to him, and decides who else does. A minor has no token of his own. */
public final class HolderRule implements Rule {

    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        if (ground != Ground.SELF || !(request.caller() instanceof Caller.Holder holder) || PatientSide.OTHERS_ACTS.contains(request.act())) {
            return Verdict.ABSTAIN;
        }
        if (!holder.patientId().equals(record.patientId())) {
            return Verdict.deny("S5", "another-record");
        }
        return record.isMinorAt(request.at())
                ? Verdict.deny("S5", "minor-without-token")
                : Verdict.permit(Grant.tokens(Set.of(AclToken.HOLDER)), "S5", "holder");
    }
}
