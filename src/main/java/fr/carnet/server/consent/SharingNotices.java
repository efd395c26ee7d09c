package fr.carnet.server.consent;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.consent.SharingRight;
import fr.carnet.enforcement.hapi.ConsentKind;
import fr.carnet.enforcement.hapi.ConsentReader;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.storage.Notices;
import fr.carnet.server.storage.Notices.Kind;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Consent;
import org.springframework.stereotype.Component;

/** S4.3: each act of the médecin traitant on other professionals' rights is told to the holder. What a professional does for itself is not. */
@Component
class SharingNotices {

    private final Notices notices;

    SharingNotices(Notices notices) {
        this.notices = notices;
    }

    /** A choice was made, in this transaction. */
    void made(Consent consent, String id, RequestDetails request) {
        tell(consent, "Consent/" + id + " active", Kind.AUTHORISATION_GIVEN, Kind.BLOCK_GIVEN, request);
    }

    /** A choice was ended, in this transaction. */
    void ended(Consent consent, String id, RequestDetails request) {
        tell(consent, "Consent/" + id + " inactive", Kind.AUTHORISATION_ENDED, Kind.BLOCK_ENDED, request);
    }

    private void tell(Consent consent, String cause, Kind authorisation, Kind block, RequestDetails request) {
        Optional<ActorId> actor = ConsentReader.actor(consent);
        if (RequestScope.caller(request) instanceof Caller.Professional professional && RequestScope.manages(request)
                && actor.filter(other -> !SharingRight.isSelf(professional, other)).isPresent()) {
            Kind kind = ConsentKind.of(consent).filter(ConsentKind.BLOCAGE::equals).isPresent() ? block : authorisation;
            notices.send(new Notices.Notice(RequestScope.permit(request).patientId(), kind, cause, RequestScope.draft(request).recorded(),
                    List.of(professional.name(), professional.identifier(), actor.get().value()), List.of()))
                    .ifPresent(RequestScope.draft(request)::entity);
        }
    }
}
