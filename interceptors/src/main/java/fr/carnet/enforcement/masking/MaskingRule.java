package fr.carnet.enforcement.masking;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;

/**
 * S4.5: masked documents are shown to the designated médecin traitant, within the types that the matrix opens for him. The author sees
 * his own through {@code authorship}; everybody else's set simply lacks the masked tokens.
 */
public final class MaskingRule implements Rule {
    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        return ground == Ground.CARE && request.act() == Act.READ
                        && request.caller() instanceof Caller.Professional professional
                        && record.attendingDoctors().contains(professional.id())
                ? Verdict.permit(Grant.MASKED_TOO, "S4.5", "attending-doctor")
                : Verdict.ABSTAIN;
    }
}
