package fr.carnet.server.record;

import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.validation.ResourceCheck;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.springframework.stereotype.Component;

/** A delegation names the relationship that gives it (ACCESS-RULES 5). A related person who delegates nothing is sound, and not written here. */
@Component
class DelegationCheck implements ResourceCheck<RelatedPerson> {

    @Override
    public Class<RelatedPerson> type() {
        return RelatedPerson.class;
    }

    @Override
    public boolean isAboutWriting() {
        return true;
    }

    @Override
    public void check(RelatedPerson person, Caller caller) {
        if (Delegations.kind(person).isEmpty()) {
            throw Refusal.rule("RelatedPerson.relationship", "relationship-required");
        }
    }
}
