package fr.carnet.server.consent;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.consent.SharingRight;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.ConsentKind;
import fr.carnet.enforcement.hapi.ConsentReader;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.Caller;
import org.hl7.fhir.r4.model.Consent;
import org.springframework.stereotype.Component;

/** Asks, for a choice being made or ended, whether it is this caller's to make or end. */
@Component
class SharingGuard {

    /** @throws Refusal when it is not */
    void require(Consent consent, ConsentKind kind, RequestDetails request) {
        Caller caller = RequestScope.caller(request);
        boolean self = ConsentReader.actor(consent).filter(actor -> SharingRight.isSelf(caller, actor)).isPresent();
        if (!SharingRight.mayManage(caller, kind.choice(), self, RequestScope.manages(request))) {
            throw Refusal.of(Answer.REFUSED, "consent-kind-caller");
        }
    }
}
