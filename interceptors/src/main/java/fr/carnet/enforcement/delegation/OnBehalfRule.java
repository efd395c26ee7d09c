package fr.carnet.enforcement.delegation;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Delegation;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;

/**
 * S6.6: an app is worth what whoever obtained its token is worth now: a parent or guardian whose delegation lives, or a holder who is of age. A
 * caregiver manages no consents, so none of an app's tokens rests on him.
 */
public final class OnBehalfRule implements Rule {
    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        if (ground != Ground.PURPOSE || !(request.caller() instanceof Caller.App app)) {
            return Verdict.ABSTAIN;
        }
        if (app.relatedPersonId().isEmpty()) {
            return record.isMinorAt(request.at()) ? Verdict.deny("S5", "minor-without-token") : Verdict.ABSTAIN;
        }
        boolean delegated = LiveDelegation.find(app.relatedPersonId().get(), request.at(), record)
                .filter(delegation -> delegation.kind() != Delegation.Kind.CAREGIVER).isPresent();
        return delegated ? Verdict.ABSTAIN : Verdict.deny("S5", "no-live-delegation");
    }
}
