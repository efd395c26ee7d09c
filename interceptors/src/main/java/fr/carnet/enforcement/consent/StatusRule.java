package fr.carnet.enforcement.consent;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;
import java.util.Set;

/**
 * S4.3, PDSm4DMP TD0.2: whether a record exists, how it stands and how his own access stands is told to any professional, authorised or not, blocked
 * or not, whatever the record's state. An occupational physician needs it to deposit; whoever's profession is unknown has nothing at all.
 */
public final class StatusRule implements Rule {
    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        return ground == Ground.CARE && request.act() == Act.READ_STATUS && request.caller() instanceof Caller.Professional
                ? Verdict.permit(Grant.tokens(Set.of(AclToken.STATUS)), "S4.3", "status")
                : Verdict.ABSTAIN;
    }
}
