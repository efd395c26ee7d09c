package fr.carnet.server.document;

import ca.uhn.fhir.jpa.api.model.DaoMethodOutcome;
import ca.uhn.fhir.rest.api.PatchTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.AccessDecision;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.stereotype.Component;

/** The PATCH entry of an ITI-65 replacement (TD2.1): the old document becomes superseded, by its own depositor only. */
@Component
class TransactionPatches {

    private final Amendments amendments;
    private final StoredResources stored;

    TransactionPatches(Amendments amendments, StoredResources stored) {
        this.amendments = amendments;
        this.stored = stored;
    }

    /** Applies one entry inside the open write transaction. */
    DaoMethodOutcome apply(BundleEntryComponent entry, RequestDetails request) {
        String id = new IdType(entry.getRequest().getUrl()).getIdPart();
        AccessDecision.Permit permit = RequestScope.permit(request);
        // A deposit's decision opens the caller's own documents and nothing else.
        stored.find("DocumentReference", id)
                .filter(found -> found.patientId().equals(permit.patientId()) && permit.opens(found.tokens()))
                .orElseThrow(() -> Refusal.of(Answer.NOT_FOUND));
        return amendments.apply(id, "", patch(entry), request);
    }

    private static Patch patch(BundleEntryComponent entry) {
        if (entry.getResource() instanceof Binary binary && binary.getData() == null) {
            throw Refusal.rule("Bundle.entry.resource", "patch-unreadable");
        }
        if (entry.getResource() instanceof Binary binary) {
            return new Patch(binary.getContentType() != null && binary.getContentType().contains("xml") ? PatchTypeEnum.XML_PATCH : PatchTypeEnum.JSON_PATCH,
                    new String(binary.getData(), StandardCharsets.UTF_8), null);
        }
        return new Patch(PatchTypeEnum.FHIR_PATCH_JSON, null, entry.getResource());
    }
}
