package fr.carnet.server.conformance;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import fr.carnet.enforcement.hapi.Canonical;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;

/** The files of {@code profiles/} and {@code terminology/} in HAPI's validator, without a server and without the network. */
final class ProjectProfiles {

    private static final Path PROFILES = Path.of("profiles");
    private final FhirContext fhir = FhirContext.forR4Cached();
    private final Map<Path, StructureDefinition> definitions = new HashMap<>();
    private final ValidationSupportChain chain;
    private final FhirValidator validator;
    private final Set<String> tolerated;

    ProjectProfiles() {
        PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(fhir);
        for (Path file : files(PROFILES, "StructureDefinition-*.json")) {
            StructureDefinition definition = (StructureDefinition) parse(file);
            definitions.put(file, definition);
            own.addResource(definition);
        }
        files(Path.of("terminology"), "{CodeSystem,ValueSet}-*.json").forEach(file -> own.addResource(parse(file)));
        UnknownCodeSystemWarningValidationSupport unknown = new UnknownCodeSystemWarningValidationSupport(fhir);
        unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
        chain = new ValidationSupportChain(new DefaultProfileValidationSupport(fhir), own, new InMemoryTerminologyServerValidationSupport(fhir),
                new CommonCodeSystemsTerminologyService(fhir), new SnapshotGeneratingValidationSupport(fhir), unknown);
        FhirInstanceValidator instances = new FhirInstanceValidator(chain);
        instances.setAnyExtensionsAllowed(true);
        instances.setErrorForUnknownProfiles(false);
        validator = fhir.newValidator().registerValidatorModule(instances);
        tolerated = table("tolerated.csv").stream().map(row -> row.get("key")).collect(Collectors.toSet());
    }

    /** @return the project's StructureDefinitions by file, in the order of the files */
    List<Map.Entry<Path, StructureDefinition>> definitions() {
        return definitions.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    }

    /** @return rows of a CSV file of {@code profiles/} */
    List<CSVRecord> table(String file) {
        try {
            return CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(Files.newBufferedReader(PROFILES.resolve(file))).getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return ids of the profiles that selection.csv gives to a type: those for this code, else the type's default */
    Set<String> selected(String type, String code) {
        List<CSVRecord> rows = table("selection.csv").stream().filter(row -> type.equals(row.get("type"))).toList();
        Set<String> exact = rows.stream().filter(row -> code.equals(row.get("code"))).map(row -> row.get("profile")).collect(Collectors.toSet());
        return exact.isEmpty() ? rows.stream().filter(row -> row.get("code").isEmpty()).map(row -> row.get("profile")).collect(Collectors.toSet()) : exact;
    }

    /** @return the profile with its snapshot */
    StructureDefinition snapshot(StructureDefinition differential) {
        return (StructureDefinition) chain.generateSnapshot(new ValidationSupportContext(chain), differential.copy(), differential.getUrl(), null, differential.getName());
    }

    /** @return what is wrong with the resource against the profile, each with where and by which rule; what is tolerated is left out */
    List<String> errors(Resource resource, String... profiles) {
        ValidationOptions options = new ValidationOptions();
        for (String profile : profiles) {
            options.addProfile(Canonical.BASE + "/StructureDefinition/" + profile);
        }
        return validator.validateWithResult(fhir.newJsonParser().encodeResourceToString(resource), options).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0 && !tolerated.contains(key(message)))
                .map(message -> message.getLocationString() + " | " + message.getMessageId() + " | " + message.getMessage()).toList();
    }

    private static String key(SingleValidationMessage message) {
        String id = String.valueOf(message.getMessageId());
        return id.substring(id.indexOf('#') + 1);
    }

    private Resource parse(Path file) {
        try {
            return (Resource) fhir.newJsonParser().parseResource(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder, String glob) {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
            List<Path> found = new ArrayList<>();
            stream.forEach(found::add);
            found.sort(Comparator.naturalOrder());
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
