package fr.carnet.server.validation;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.hapi.Answers;
import fr.carnet.enforcement.hapi.Finding;
import fr.carnet.enforcement.hapi.RequestScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Validate stage: after admission, so that nobody learns anything by what is wrong with a body; before any transaction is open. What is written breaks no
 * profile, or nothing is stored; warnings go to whoever asks for them ({@code Prefer: return=OperationOutcome}).
 */
@Interceptor(order = ValidationInterceptor.AFTER_ADMISSION)
@Component
public final class ValidationInterceptor {

    static final int AFTER_ADMISSION = 100;

    private static final String WARNINGS = ValidationInterceptor.class.getName() + ".warnings";

    private final ProfileValidator validator;

    ValidationInterceptor(ProfileValidator validator) {
        this.validator = validator;
    }

    /** Validates the body of a write. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void validate(RequestDetails request, RestOperationTypeEnum operation) {
        boolean writes = operation == RestOperationTypeEnum.CREATE || operation == RestOperationTypeEnum.UPDATE || operation == RestOperationTypeEnum.TRANSACTION;
        boolean opens = operation == RestOperationTypeEnum.EXTENDED_OPERATION_TYPE && "$open".equals(request.getOperation());
        if (!writes && !opens) {
            return;
        }
        IBaseResource body = opens ? patient(request.getResource()) : request.getResource();
        if (body instanceof Resource resource) {
            warnings(request).addAll(validator.require(resource, RequestScope.caller(request)));
        }
    }

    /**
     * @param before a stored resource
     * @param after  what a patch makes of it
     * @throws fr.carnet.enforcement.hapi.Refusal when the patch brings an error
     */
    public void accept(Resource before, Resource after, RequestDetails request) {
        warnings(request).addAll(validator.require(before, after));
    }

    /** HAPI's own words of success tell how long it took and under which version: ours say what was found. */
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void tell(RequestDetails request, @Nullable IBaseResource response) {
        String prefer = String.valueOf(request.getHeader(Constants.HEADER_PREFER));
        if (!prefer.contains(Constants.HEADER_PREFER_RETURN + "=" + Constants.HEADER_PREFER_RETURN_OPERATION_OUTCOME) || !request.getUserData().containsKey(WARNINGS)) {
            return;
        }
        Locale language = Answers.language(request.getHeader("Accept-Language"));
        OperationOutcome told = FindingOutcome.of(warnings(request), language);
        if (response instanceof OperationOutcome outcome) {
            outcome.setIssue(told.getIssue());
        } else if (response instanceof Bundle bundle && bundle.getType() == Bundle.BundleType.TRANSACTIONRESPONSE) {
            for (int i = 0; i < bundle.getEntry().size(); i++) {
                String entry = Finding.entry(i);
                bundle.getEntry().get(i).getResponse().setOutcome(FindingOutcome.of(
                        warnings(request).stream().filter(finding -> finding.expression().startsWith(entry)).toList(), language));
            }
        }
    }

    private static @Nullable Resource patient(@Nullable IBaseResource body) {
        return body instanceof Parameters parameters ? parameters.getParameter().stream().map(Parameters.ParametersParameterComponent::getResource)
                .filter(Patient.class::isInstance).findFirst().orElse(null) : (Resource) body;
    }

    @SuppressWarnings("unchecked")
    private static List<Finding> warnings(RequestDetails request) {
        return (List<Finding>) request.getUserData().computeIfAbsent(WARNINGS, key -> new ArrayList<Finding>());
    }
}
