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
 * S4.3: the designated médecin traitant manages other professionals' authorisations and blocks at the holder's request, and so sees them;
 * S8: he reads what is addressed to him, as the notice of an emergency access is.
 */
public final class AttendingDoctorRule implements Rule {
    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        boolean managing = request.act() == Act.MANAGE_SHARING || request.act() == Act.READ;
        return ground == Ground.CARE && managing
                        && request.caller() instanceof Caller.Professional professional
                        && record.attendingDoctors().contains(professional.id())
                        && !professional.exercise().isOccupationalMedicine()
                ? Verdict.permit(Grant.tokens(Set.of(AclToken.MANAGED, AclToken.recipient(professional.id()))), "S4.3", "manages-rights")
                : Verdict.ABSTAIN;
    }
}
