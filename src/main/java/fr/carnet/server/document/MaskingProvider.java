package fr.carnet.server.document;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.storage.OfferedProvider;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.springframework.stereotype.Component;

/**
 * {@code POST Patient/<id>/$mask-documents} and {@code $unmask-documents} (API 5). The answer says what was chosen and nothing of the documents:
 * it is the same for a record without any.
 */
@Component
public class MaskingProvider implements OfferedProvider {

    private final DocumentMasking masking;

    MaskingProvider(DocumentMasking masking) {
        this.masking = masking;
    }

    /** Masks all documents, and those to come. */
    @Operation(name = "$mask-documents", typeName = "Patient")
    public Parameters mask(@IdParam IdType patient, RequestDetails request) {
        return choose(true, request);
    }

    /** Unmasks all documents; those to come are deposited as their authors label them. */
    @Operation(name = "$unmask-documents", typeName = "Patient")
    public Parameters unmask(@IdParam IdType patient, RequestDetails request) {
        return choose(false, request);
    }

    private Parameters choose(boolean masked, RequestDetails request) {
        if (request.getResource() != null && !request.getResource().isEmpty()) {
            // All or nothing: whoever believes that a parameter narrows it must be told.
            throw Refusal.rule("Parameters.parameter", "no-parameters");
        }
        masking.all(masked, request);
        return new Parameters().addParameter("documentsMasked", masked);
    }
}
