package fr.carnet.server.record;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.hapi.AccessExplanations;
import fr.carnet.server.storage.OfferedProvider;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.springframework.stereotype.Component;

/** {@code GET Patient/<id>/$explain-access}: why a professional may or may not read a type of data in a mode. */
@Component
class AccessExplanationProvider implements OfferedProvider {

    private final AccessExplanations explanations;

    AccessExplanationProvider(AccessExplanations explanations) {
        this.explanations = explanations;
    }

    /** For the holder and his representatives about any professional, for a professional about himself. */
    @Operation(name = "$explain-access", typeName = "Patient", idempotent = true)
    public Parameters explain(@IdParam IdType id, RequestDetails request) {
        return explanations.explain(request);
    }
}
