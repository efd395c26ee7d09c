package fr.carnet.enforcement.lifecycle;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;

/** S2: the support desk adds representatives; it reads no medical content. Opening a record asks no record's policy: there is none yet. */
public final class SupportDeskRule implements Rule {
    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        return ground == Ground.DESK && request.caller() instanceof Caller.Support && request.act() == Act.DELEGATE
                ? Verdict.permit(Grant.NOTHING, "S2", "support-desk")
                : Verdict.ABSTAIN;
    }
}
