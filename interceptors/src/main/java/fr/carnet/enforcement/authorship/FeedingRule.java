package fr.carnet.enforcement.authorship;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;

/** S2: structures and national systems feed an open record under their own identity. */
public final class FeedingRule implements Rule {
    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        return ground == Ground.AUTHORSHIP && request.act() == Act.DEPOSIT
                        && (request.caller() instanceof Caller.Structure || request.caller() instanceof Caller.Insurer)
                ? Verdict.permit(Grant.NOTHING, "S2", "feeding")
                : Verdict.ABSTAIN;
    }
}
