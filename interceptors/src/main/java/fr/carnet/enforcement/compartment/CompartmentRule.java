package fr.carnet.enforcement.compartment;

import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.policy.Verdict;
import java.util.Optional;

/** S4 to S6, by type: who may add it, and in which mode it is read. A type that the table does not know is nobody's. */
public final class CompartmentRule implements Rule {

    private final GovernedTypes types;

    /** @param types the table */
    public CompartmentRule(GovernedTypes types) {
        this.types = types;
    }

    @Override
    public Verdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        for (DataCategory asked : request.data()) {
            Optional<GovernedType> type = types.find(asked.type());
            if (type.isEmpty()) {
                return Verdict.deny("S7", "unknown-type");
            }
            boolean writing = request.act() == Act.DEPOSIT || request.act() == Act.AMEND;
            if (writing && !type.get().writers().contains(request.caller().kind())) {
                return Verdict.deny("S4.types", "not-a-writer");
            }
            if (request.act() == Act.READ && !type.get().modes().contains(request.mode())) {
                return Verdict.deny("S4.types", "not-in-this-mode");
            }
        }
        return Verdict.ABSTAIN;
    }
}
