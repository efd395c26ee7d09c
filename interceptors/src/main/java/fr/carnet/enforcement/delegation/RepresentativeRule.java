package fr.carnet.enforcement.delegation;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Delegation;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;
import java.util.Optional;
import java.util.Set;

/**
 * S5: parents and guardians see what the holder would, save what is invisible to representatives, and manage sharing for him; a caregiver
 * sees as the holder of an adult's record does, but manages nothing. The live delegation decides, never the token's claim.
 */
public final class RepresentativeRule implements Rule {

    private static final Set<Act> NOT_FOR_CAREGIVERS = Set.of(Act.MANAGE_SHARING, Act.DELEGATE);

    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        if (ground != Ground.DELEGATION || !(request.caller() instanceof Caller.Representative caller) || PatientSide.OTHERS_ACTS.contains(request.act())) {
            return Verdict.ABSTAIN;
        }
        Optional<Delegation> delegation = caller.patientId().equals(record.patientId())
                ? LiveDelegation.find(caller.relatedPersonId(), request.at(), record)
                : Optional.empty();
        if (delegation.isEmpty()) {
            return Verdict.deny("S5", "no-live-delegation");
        }
        if (delegation.get().kind() != Delegation.Kind.CAREGIVER) {
            return Verdict.permit(Grant.tokens(Set.of(AclToken.REPRESENTATIVE)), "S5", "representative");
        }
        return NOT_FOR_CAREGIVERS.contains(request.act())
                ? Verdict.deny("S5", "not-for-caregivers")
                : Verdict.permit(Grant.tokens(Set.of(AclToken.HOLDER)), "S5", "caregiver");
    }
}
