package fr.carnet.enforcement.breakglass;

import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.BreakGlassChoices;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;

/**
 * S4.3: in an emergency the patient's authorisation is not asked. Break-glass takes an open session of this professional on this record;
 * centre_15 takes a regulator. The holder may oppose either; masked documents are shown only when he allows them there (S4.5). The matrix
 * and a block hold all the same.
 */
public final class BreakGlassRule implements Rule {

    private static final String RULE = "S4.3";

    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        if (ground == Ground.CARE && request.act() == Act.BREAK_GLASS && request.caller() instanceof Caller.Professional) {
            return record.emergency().breakGlass() ? Verdict.permit(Grant.NOTHING, RULE, "break-glass") : Verdict.deny(RULE, "emergency-opposed");
        }
        boolean emergencyRead = ground == Ground.CARE && request.act() == Act.READ && request.mode() != AccessMode.NORMAL;
        if (!emergencyRead || !(request.caller() instanceof Caller.Professional professional)) {
            return Verdict.ABSTAIN;
        }
        BreakGlassChoices choices = record.emergency();
        boolean breakGlass = request.mode() == AccessMode.BRIS_DE_GLACE;
        if (breakGlass ? !choices.breakGlass() : !choices.callCentre()) {
            return Verdict.deny(RULE, "emergency-opposed");
        }
        if (breakGlass && !request.emergencySession()) {
            return Verdict.deny(RULE, "no-emergency-session");
        }
        // S2: a regulator is a physician, whatever else a token says.
        if (!breakGlass && !(professional.regulator() && professional.exercise().isPhysician())) {
            return Verdict.deny(RULE, "not-a-regulator");
        }
        return Verdict.permit(choices.masked() ? Grant.MASKED_TOO : Grant.NOTHING, RULE, request.mode().code());
    }
}
