package fr.carnet.server.audittrail;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.ValidationOptions;
import fr.carnet.enforcement.hapi.Canonical;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Resource;

/** HAPI's validator with the definitions of R4, the project's profile of the trace and its code systems; nothing is fetched. */
final class R4Validation {

    private static final String PROFILE = Canonical.BASE + "/StructureDefinition/audit-event";

    private final FhirValidator validator;

    R4Validation() {
        FhirContext fhir = FhirContext.forR4Cached();
        PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(fhir);
        try (DirectoryStream<Path> systems = Files.newDirectoryStream(Path.of("terminology"), "CodeSystem-*.json")) {
            for (Path system : systems) {
                own.addResource(fhir.newJsonParser().parseResource(Files.readString(system)));
            }
            own.addResource(fhir.newJsonParser().parseResource(Files.readString(Path.of("profiles/StructureDefinition-audit-event.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ValidationSupportChain chain = new ValidationSupportChain(new DefaultProfileValidationSupport(fhir), own,
                new InMemoryTerminologyServerValidationSupport(fhir), new CommonCodeSystemsTerminologyService(fhir),
                new SnapshotGeneratingValidationSupport(fhir));
        validator = fhir.newValidator().registerValidatorModule(new FhirInstanceValidator(chain));
    }

    /** @return what is wrong, with where */
    List<String> errors(Resource resource) {
        return validator.validateWithResult(resource, new ValidationOptions().addProfile(PROFILE)).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .map(message -> message.getLocationString() + ": " + message.getMessage()).toList();
    }
}
