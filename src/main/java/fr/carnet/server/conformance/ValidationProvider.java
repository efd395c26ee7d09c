package fr.carnet.server.conformance;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Answers;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.validation.FindingOutcome;
import fr.carnet.server.validation.ProfileValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;

/** {@code $validate} of one type: the verdict that a write would get, on everything that the resource itself says. It resolves no reference and stores nothing. */
final class ValidationProvider implements IResourceProvider, OfferedProvider {

    private final Class<? extends IBaseResource> type;
    private final ProfileValidator validator;

    ValidationProvider(Class<? extends IBaseResource> type, ProfileValidator validator) {
        this.type = type;
        this.validator = validator;
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return type;
    }

    /** Validates a resource, sent by itself or as parameter {@code resource}. 200 with the findings, whatever they are. */
    @Operation(name = "$validate")
    public OperationOutcome validate(@ResourceParam IBaseResource body, RequestDetails request) {
        Resource resource = resource(body);
        return FindingOutcome.of(validator.verdict(resource, RequestScope.caller(request)), Answers.language(request.getHeader("Accept-Language")));
    }

    private Resource resource(IBaseResource body) {
        Resource resource = body instanceof Parameters parameters && !type.equals(Parameters.class)
                ? parameters.getParameter().stream().filter(parameter -> "resource".equals(parameter.getName()))
                        .map(Parameters.ParametersParameterComponent::getResource).findFirst().orElse(null)
                : (Resource) body;
        if (resource == null || !type.isInstance(resource)) {
            throw Refusal.of(Answer.INVALID_REQUEST, "validate-resource", type.getSimpleName());
        }
        return resource;
    }
}
