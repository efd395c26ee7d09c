package fr.carnet.enforcement.consent;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;
import java.util.Set;

/** S4.2: a block beats any authorisation, in every mode, and the author's right too; it does not stop deposits, and a professional may know that he is blocked. */
public final class BlockRule implements Rule {

    private static final Set<Act> UNTOUCHED = Set.of(Act.DEPOSIT, Act.READ_STATUS);

    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        return !UNTOUCHED.contains(request.act())
                        && request.caller() instanceof Caller.Professional professional
                        && record.blocked().contains(professional.id())
                ? Verdict.deny("S4.2", "blocked")
                : Verdict.ABSTAIN;
    }
}
