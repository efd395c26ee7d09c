package fr.carnet.server.validation;

import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.IValidationContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.r5.elementmodel.Manager.FhirFormat;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.hl7.fhir.r5.utils.validation.IValidationPolicyAdvisor;
import org.hl7.fhir.r5.utils.validation.ValidatorSession;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.hl7.fhir.r5.utils.validation.constants.IdStatus;
import org.hl7.fhir.r5.utils.xver.XVerExtensionManagerOld;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.validation.ValidatorSettings;
import org.hl7.fhir.validation.instance.InstanceValidator;

/**
 * HAPI's validator module, with the HL7 validator behind it kept from one resource to the next. HAPI makes a new one for every resource, and making one
 * reads a table of OIDs: two thirds of what a validation costs (src/docs/performance.md). The HL7 validator clears itself at each start and is used by
 * one thread at a time.
 */
final class ReusedInstanceValidator extends FhirInstanceValidator {

    private final Queue<InstanceValidator> idle = new ConcurrentLinkedQueue<>();

    /** @param support definitions; whatever is not in them is not looked for elsewhere */
    ReusedInstanceValidator(IValidationSupport support) {
        super(support);
    }

    @Override
    protected List<ValidationMessage> validate(IValidationContext<?> resource) {
        WorkerContextValidationSupportAdapter definitions = provideWorkerContext();
        List<StructureDefinition> profiles = new ArrayList<>();
        resource.getOptions().getProfiles().forEach(canonical -> profiles.add(Objects.requireNonNull(definitions.fetchResource(StructureDefinition.class, canonical), canonical)));
        List<ValidationMessage> messages = new ArrayList<>();
        InstanceValidator validator = Objects.requireNonNullElseGet(idle.poll(), () -> validator(definitions, getValidatorPolicyAdvisor()));
        validator.validate(null, messages, new ByteArrayInputStream(resource.getResourceAsString().getBytes(StandardCharsets.UTF_8)), FhirFormat.JSON, profiles);
        // One that threw is not used again.
        idle.add(validator);
        return messages;
    }

    private static InstanceValidator validator(WorkerContextValidationSupportAdapter definitions, IValidationPolicyAdvisor references) {
        InstanceValidator validator = new InstanceValidator(definitions, new NullEvaluationContext(), new XVerExtensionManagerOld(definitions), new ValidatorSession(), new ValidatorSettings());
        // HAPI's: references are looked at, not followed.
        validator.setPolicyAdvisor(references);
        validator.setAnyExtensionsAllowed(true);
        validator.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
        validator.setResourceIdRule(IdStatus.OPTIONAL);
        validator.setErrorForUnknownProfiles(false);
        // Unknown code systems are told by the support chain, as information.
        validator.setUnknownCodeSystemsCauseErrors(true);
        return validator;
    }
}
