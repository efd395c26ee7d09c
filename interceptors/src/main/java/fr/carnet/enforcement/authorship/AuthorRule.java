package fr.carnet.enforcement.authorship;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;
import java.util.HashSet;
import java.util.Set;

/**
 * S4, author: who deposited something sees and amends it, with or without an authorisation and whatever the matrix says. Only callers
 * who did deposit have this ground, so that a stranger cannot tell an open record from an unknown one. Occupational physicians and
 * national systems read nothing, their own deposits included (S2).
 */
public final class AuthorRule implements Rule {
    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        if (ground != Ground.AUTHORSHIP || !request.hasDeposited() || request.act() != Act.READ) {
            return Verdict.ABSTAIN;
        }
        if (request.caller() instanceof Caller.Professional professional) {
            return professional.exercise().isOccupationalMedicine()
                    ? Verdict.deny("S2", "occupational-medicine")
                    : own(professional.personalTokens(), professional.id());
        }
        return request.caller() instanceof Caller.Structure structure ? own(structure.personalTokens(), structure.id()) : Verdict.ABSTAIN;
    }

    /** What it deposited, and the answers addressed to it: nobody writes to a professional who did not write first. */
    private static Verdict own(Set<AclToken> authored, ActorId id) {
        Set<AclToken> tokens = new HashSet<>(authored);
        tokens.add(AclToken.recipient(id));
        return Verdict.permit(Grant.tokens(tokens), "S4.author", "author");
    }
}
