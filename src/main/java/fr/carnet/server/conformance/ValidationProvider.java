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
import fr.carnet.server.validation.Definitions;
import fr.carnet.server.validation.FindingOutcome;
import fr.carnet.server.validation.ProfileValidator;
import fr.carnet.server.validation.ValidationAsked.Reach;
import fr.carnet.server.validation.ValidationAsked;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;

/** {@code $validate} of one type: the verdict that a write would get, on everything that the resource itself says. It resolves no reference and stores nothing. */
final class ValidationProvider implements IResourceProvider, OfferedProvider {

    private static final String PROFILE = "profile";
    private static final Set<String> MODES = Set.of("create", "update", PROFILE);

    private final Class<? extends IBaseResource> type;
    private final ProfileValidator validator;
    private final Definitions definitions;

    ValidationProvider(Class<? extends IBaseResource> type, ProfileValidator validator, Definitions definitions) {
        this.type = type;
        this.validator = validator;
        this.definitions = definitions;
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return type;
    }

    /**
     * Validates a resource, sent by itself or as parameter {@code resource} of Parameters. 200 with the findings, whatever they are.
     * {@code mode=create} or {@code update}: rules about writing count too; {@code profile}: canonical of one more profile.
     */
    @Operation(name = "$validate")
    public OperationOutcome validate(@ResourceParam IBaseResource body, RequestDetails request) {
        Optional<Parameters> sent = body instanceof Parameters parameters ? Optional.of(parameters) : Optional.empty();
        ValidationAsked asked = new ValidationAsked(reach(value(sent, "mode", request)), value(sent, "profile", request).map(this::known));
        return FindingOutcome.of(validator.verdict(resource(body), RequestScope.caller(request), asked), Answers.language(request.getHeader("Accept-Language")));
    }

    private static Reach reach(Optional<String> mode) {
        if (mode.filter(code -> !MODES.contains(code)).isPresent()) {
            throw Refusal.of(Answer.INVALID_REQUEST, "validate-mode", String.join(", ", MODES.stream().sorted().toList()));
        }
        return mode.filter(code -> !PROFILE.equals(code)).isPresent() ? Reach.INTENDED_WRITE : Reach.RESOURCE;
    }

    private String known(String profile) {
        if (definitions.support().fetchStructureDefinition(profile) == null) {
            throw Refusal.of(Answer.INVALID_REQUEST, "validate-profile");
        }
        return profile;
    }

    private static Optional<String> value(Optional<Parameters> sent, String name, RequestDetails request) {
        String[] inUrl = request.getParameters().getOrDefault(name, new String[0]);
        return inUrl.length > 0 ? Optional.of(inUrl[0])
                : sent.map(parameters -> parameters.getParameter(name)).map(parameter -> parameter.primitiveValue());
    }

    private Resource resource(IBaseResource body) {
        Resource resource = body instanceof Parameters parameters
                ? parameters.getParameter().stream().filter(parameter -> "resource".equals(parameter.getName()))
                        .map(Parameters.ParametersParameterComponent::getResource).findFirst().orElse(null)
                : (Resource) body;
        if (resource == null || !type.isInstance(resource)) {
            throw Refusal.of(Answer.INVALID_REQUEST, "validate-resource", type.getSimpleName().replace("ListResource", "List"));
        }
        return resource;
    }
}
