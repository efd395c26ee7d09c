package fr.carnet.enforcement.consent;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;

/** S4.2: a block beats any authorisation, in every mode, and the author's right too; it does not stop deposits. */
public final class BlockRule implements Rule {
    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        return request.act() != Act.DEPOSIT
                        && request.caller() instanceof Caller.Professional professional
                        && record.blocked().contains(professional.id())
                ? Verdict.deny("S4.2", "blocked")
                : Verdict.ABSTAIN;
    }
}
