package fr.carnet.enforcement.oracle;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.RecordPolicy;

/**
 * One question about one record and one thing in it.
 *
 * @param request the question
 * @param record  how the record stands
 * @param entry   what is read, added or changed
 */
record CedarCase(AccessRequest request, RecordPolicy record, CedarEntry entry) {
    /** @return whether the engine allows it: at the gate, and for what is read or changed by its stamp too */
    boolean isAllowedBy(AccessPolicy engine) {
        boolean stored = request.act() == Act.READ || request.act() == Act.AMEND;
        return engine.decide(request, record) instanceof AccessDecision.Permit permit && (!stored || permit.opens(entry.stamp()));
    }
}
