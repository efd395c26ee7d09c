package fr.carnet.enforcement.consent;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;

/** S4.3: a professional creates its own authorisation by declaring that the patient consented (R1111-46). */
public final class DeclarationRule implements Rule {
    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        return ground == Ground.CARE && request.act() == Act.DECLARE_AUTHORISATION
                        && request.caller() instanceof Caller.Professional professional
                        && !professional.exercise().isOccupationalMedicine()
                ? Verdict.permit(Grant.NOTHING, "S4.3", "declaration")
                : Verdict.ABSTAIN;
    }
}
