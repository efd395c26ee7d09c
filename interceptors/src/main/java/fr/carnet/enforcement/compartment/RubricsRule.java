package fr.carnet.enforcement.compartment;

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
import java.util.stream.Collectors;

/**
 * S4: besides documents, a professional with access reads vaccinations, the care history and the entourage &amp; volontés. That he has access,
 * and a column of the matrix, other rules see to. Nothing else of the profil médical is served to him.
 */
public final class RubricsRule implements Rule {

    private final Set<AclToken> rubrics;

    /** @param types the table */
    public RubricsRule(GovernedTypes types) {
        this.rubrics = types.all().stream()
                .filter(type -> type.readers().contains(Audience.CARE) || type.readers().contains(Audience.CARE_HISTORY))
                .map(type -> AclToken.type(type.type()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        return ground == Ground.CARE && request.act() == Act.READ && request.caller() instanceof Caller.Professional
                ? Verdict.permit(Grant.tokens(rubrics), "S4.rubrics", "rubrics")
                : Verdict.ABSTAIN;
    }
}
