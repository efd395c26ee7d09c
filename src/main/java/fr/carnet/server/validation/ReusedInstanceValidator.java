package fr.carnet.server.validation;

import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.IValidationContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.r5.elementmodel.ValidatedFragment;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.hl7.fhir.r5.utils.validation.IValidationPolicyAdvisor;
import org.hl7.fhir.r5.utils.validation.ValidatorSession;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.hl7.fhir.r5.utils.validation.constants.IdStatus;
import org.hl7.fhir.r5.utils.xver.XVerExtensionManagerOld;
import org.hl7.fhir.utilities.filesystem.ManagedFileAccess;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.validation.ValidatorSettings;
import org.hl7.fhir.validation.instance.InstanceValidator;

/**
 * HAPI's validator module, with the HL7 validator behind it, and its parser, kept from one resource to the next. HAPI makes new ones for every resource,
 * and making them reads a table of OIDs and all definitions: most of what a validation costs (src/docs/performance.md). The HL7 validator clears itself
 * at each start; both are used by one thread at a time.
 */
final class ReusedInstanceValidator extends FhirInstanceValidator {

    private final KnownDefinitions known;
    private final Queue<Tools> idle = new ConcurrentLinkedQueue<>();
    private final Semaphore places = new Semaphore(Runtime.getRuntime().availableProcessors());

    /** What one validation at a time is done with: making either reads all definitions. */
    private record Tools(InstanceValidator validator, DefinitionParser parser) {
    }

    /** @param support definitions; whatever is not in them is not looked for elsewhere */
    ReusedInstanceValidator(IValidationSupport support) {
        super(support);
        // The HL7 validator opens what an Attachment with a size or a hash names as file: its answer would tell of this machine's files, and one of them may never end.
        ManagedFileAccess.setAccessPolicy(ManagedFileAccess.FileAccessPolicy.PROHIBITED);
        this.known = new KnownDefinitions(support);
    }

    @Override
    protected WorkerContextValidationSupportAdapter provideWorkerContext() {
        return known;
    }

    @Override
    protected List<ValidationMessage> validate(IValidationContext<?> resource) {
        List<StructureDefinition> profiles = new ArrayList<>();
        resource.getOptions().getProfiles().forEach(canonical -> profiles.add(Objects.requireNonNull(known.fetchResource(StructureDefinition.class, canonical), canonical)));
        // More at a time than there are processors would take as long, and each would make its own tools first.
        places.acquireUninterruptibly();
        try {
            Tools tools = Objects.requireNonNullElseGet(idle.poll(), () -> new Tools(validator(known, getValidatorPolicyAdvisor()), new DefinitionParser(known)));
            List<ValidationMessage> messages = validate(resource.getResourceAsString(), profiles, tools);
            // Those that threw are not used again.
            idle.add(tools);
            return messages;
        } finally {
            places.release();
        }
    }

    private static List<ValidationMessage> validate(String json, List<StructureDefinition> profiles, Tools tools) {
        List<ValidationMessage> messages = new ArrayList<>();
        try {
            for (ValidatedFragment fragment : tools.parser().parse(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))) {
                if (fragment.getElement() != null) {
                    tools.validator().validate(null, fragment.getErrors(), null, fragment.getElement(), profiles);
                }
                messages.addAll(fragment.getErrors());
            }
            return messages;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
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
