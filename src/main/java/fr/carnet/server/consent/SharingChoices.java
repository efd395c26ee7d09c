package fr.carnet.server.consent;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.ReferenceParam;
import fr.carnet.enforcement.hapi.ConsentKind;
import fr.carnet.enforcement.hapi.ConsentReader;
import fr.carnet.enforcement.hapi.InternalRequest;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.PurposeConsent;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.server.storage.PolicyProjection;
import fr.carnet.server.storage.WriteTransaction;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.stereotype.Component;

/** Stores the holder's choices, together with the policy row that the gate reads: a withdrawn authorisation binds the very next request. */
@Component
class SharingChoices {

    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final Set<ConsentKind> ENDED_BY_A_BLOCK = Set.of(ConsentKind.ACCES_PROFESSIONNEL, ConsentKind.MEDECIN_TRAITANT);

    private final DaoRegistry daos;
    private final ConsentIntake intake;
    private final SharingGuard sharing;
    private final PolicyProjection projection;
    private final SharingNotices told;
    private final WriteTransaction transaction;

    SharingChoices(DaoRegistry daos, ConsentIntake intake, SharingGuard sharing, PolicyProjection projection, SharingNotices told, WriteTransaction transaction) {
        this.daos = daos;
        this.intake = intake;
        this.sharing = sharing;
        this.projection = projection;
        this.told = told;
        this.transaction = transaction;
    }

    /** Makes a choice. */
    MethodOutcome make(Consent consent, RequestDetails request) {
        ConsentKind kind = intake.check(consent, request);
        String patientId = RequestScope.permit(request).patientId();
        return transaction.execute(request, CREATED, () -> {
            RecordPolicy record = projection.lock(patientId);
            if (kind == ConsentKind.OPPOSITION_ALIMENTATION) {
                intake.checkReason(consent, record, RequestScope.draft(request).recorded());
            }
            if (kind == ConsentKind.BLOCAGE) {
                ConsentReader.actor(consent).ifPresent(actor -> endEverythingFor(actor, patientId));
            } else if (kind == ConsentKind.URGENCE) {
                endAll(patientId, former -> ConsentKind.of(former).filter(kind::equals).isPresent());
            } else if (kind == ConsentKind.FINALITE) {
                // One consent per app and purpose: the new one may be narrower.
                endAll(patientId, former -> samePurpose(former, consent));
            }
            MethodOutcome created = dao().create(consent, request);
            projection.rebuild(patientId);
            RequestScope.draft(request).entity("Consent/" + created.getId().getIdPart());
            told.made(consent, created.getId().getIdPart(), request);
            return created;
        });
    }

    /** Ends a choice: the one change a Consent knows is status active to inactive. */
    MethodOutcome end(IdType id, Consent asked, RequestDetails request) {
        String patientId = RequestScope.permit(request).patientId();
        return transaction.execute(request, OK, () -> {
            projection.lock(patientId);
            Consent stored = dao().read(id.toUnqualifiedVersionless(), new InternalRequest());
            ConsentKind kind = ConsentKind.of(stored).orElseThrow();
            sharing.require(stored, kind, request);
            if (stored.getStatus() != ConsentState.ACTIVE) {
                throw Refusal.rule("Consent.status", "consent-ended");
            }
            boolean same = ConsentKind.of(asked).filter(kind::equals).isPresent() && asked.getProvision().equalsDeep(stored.getProvision());
            if (asked.getStatus() != ConsentState.INACTIVE || !same) {
                throw Refusal.rule("Consent", "consent-change");
            }
            stored.setStatus(ConsentState.INACTIVE);
            stored.setId(id.hasVersionIdPart() ? id : stored.getIdElement().toUnqualifiedVersionless());
            MethodOutcome updated = dao().update(stored, request);
            projection.rebuild(patientId);
            RequestScope.draft(request).entity("Consent/" + id.getIdPart());
            told.ended(stored, id.getIdPart(), request);
            return updated;
        });
    }

    /** ACCESS-RULES 4.2: unblocking restores nothing, because blocking ends every authorisation and designation of that professional. */
    private void endEverythingFor(ActorId actor, String patientId) {
        endAll(patientId, consent -> ConsentKind.of(consent).filter(ENDED_BY_A_BLOCK::contains).isPresent()
                && ConsentReader.actor(consent).filter(actor::equals).isPresent());
    }

    private static boolean samePurpose(Consent former, Consent made) {
        return ConsentKind.of(former).filter(ConsentKind.FINALITE::equals).isPresent()
                && ConsentReader.actor(former).equals(ConsentReader.actor(made))
                && ConsentReader.purpose(former).map(PurposeConsent::purpose).equals(ConsentReader.purpose(made).map(PurposeConsent::purpose));
    }

    private void endAll(String patientId, Predicate<Consent> which) {
        SearchParameterMap all = SearchParameterMap.newSynchronous("patient", new ReferenceParam("Patient", null, patientId));
        dao().search(all, new InternalRequest()).getAllResources().stream().map(Consent.class::cast)
                .filter(consent -> consent.getStatus() == ConsentState.ACTIVE)
                .filter(which)
                .forEach(consent -> dao().update(consent.setStatus(ConsentState.INACTIVE), new InternalRequest()));
    }

    private IFhirResourceDao<Consent> dao() {
        return daos.getResourceDao(Consent.class);
    }
}
