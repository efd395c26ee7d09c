package fr.carnet.enforcement.delegation;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Delegation;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * S5: parents and guardians see what the holder would, save what is invisible to representatives, and manage sharing for him; a caregiver
 * sees as the holder of an adult's record does, but manages nothing. The live delegation decides, never the token's claim.
 */
public final class RepresentativeRule implements Rule {
    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        if (ground != Ground.DELEGATION || !(request.caller() instanceof Caller.Representative caller)) {
            return Verdict.ABSTAIN;
        }
        Optional<Delegation> delegation = caller.patientId().equals(record.patientId()) ? active(caller, request, record) : Optional.empty();
        if (delegation.isEmpty()) {
            return Verdict.deny("S5", "no-live-delegation");
        }
        boolean caregiver = delegation.get().kind() == Delegation.Kind.CAREGIVER;
        boolean managing = request.act() == Act.MANAGE_SHARING || request.act() == Act.DELEGATE;
        if (request.act() == Act.DECLARE_AUTHORISATION || request.act() == Act.BREAK_GLASS || (managing && caregiver)) {
            return Verdict.deny("S5", "not-for-caregivers");
        }
        return caregiver
                ? Verdict.permit(Grant.tokens(Set.of(AclToken.HOLDER)), "S5", "caregiver")
                : Verdict.permit(Grant.tokens(Set.of(AclToken.REPRESENTATIVE)), "S5", "representative");
    }

    private static Optional<Delegation> active(Caller.Representative caller, AccessRequest request, RecordPolicy record) {
        LocalDate day = LocalDate.ofInstant(request.at(), RecordPolicy.FRANCE);
        boolean minor = record.isMinorAt(request.at());
        return record.delegations().stream()
                .filter(d -> d.relatedPersonId().equals(caller.relatedPersonId()) && d.isActiveOn(day, minor))
                .findFirst();
    }
}
