package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.ValidationOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.NpmPackageValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The FHIR package as the build made it, loaded as others load it. */
class FhirPackageTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final String CONSENT = "https://carnet.example.org/fhir/StructureDefinition/explicit-consent";
    private static final String EXAMPLE = "package/example/";
    private static final Map<String, byte[]> FILES = new TreeMap<>();
    private static FhirValidator validator;

    @BeforeAll
    static void load() throws IOException {
        try (Stream<Path> target = Files.list(Path.of("target"))) {
            List<Path> packages = target.filter(file -> file.toString().endsWith(".tgz")).toList();
            assertThat(packages).hasSize(1);
            byte[] tgz = Files.readAllBytes(packages.get(0));
            assertThat(Files.readAllBytes(Path.of("target/classes/static/ig/package.tgz"))).as("the one that is served").isEqualTo(tgz);
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(new ByteArrayInputStream(tgz)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    FILES.put(entry.getName(), tar.readAllBytes());
                }
            }
        }
        NpmPackageValidationSupport carnet = new NpmPackageValidationSupport(FHIR);
        carnet.loadPackageFromClasspath("classpath:static/ig/package.tgz");
        ValidationSupportChain chain = new ValidationSupportChain(new DefaultProfileValidationSupport(FHIR), carnet, new InMemoryTerminologyServerValidationSupport(FHIR),
                new CommonCodeSystemsTerminologyService(FHIR));
        validator = FHIR.newValidator().registerValidatorModule(new FhirInstanceValidator(chain));
    }

    @Test
    @DisplayName("The manifest names the package, its FHIR version and what it depends on")
    void manifest() throws IOException {
        JsonNode manifest = json("package/package.json");
        assertThat(manifest.path("name").asText()).isEqualTo("fr.carnet");
        assertThat(manifest.path("version").asText()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(manifest.path("canonical").asText()).isEqualTo("https://carnet.example.org/fhir");
        assertThat(manifest.path("type").asText()).isEqualTo("IG");
        assertThat(manifest.path("fhirVersions").get(0).asText()).isEqualTo("4.0.1");
        assertThat(manifest.path("dependencies").path("hl7.fhir.r4.core").asText()).isEqualTo("4.0.1");
    }

    @Test
    @DisplayName("The index of each folder lists every file of it")
    void index() throws IOException {
        for (String folder : List.of("package/", EXAMPLE)) {
            List<String> indexed = new ArrayList<>();
            json(folder + ".index.json").path("files").forEach(file -> indexed.add(folder + file.path("filename").asText()));
            assertThat(indexed).hasSizeGreaterThan(10).containsExactlyInAnyOrderElementsOf(FILES.keySet().stream()
                    .filter(name -> name.matches(folder + "[^/]+") && !name.endsWith("/package.json") && !name.endsWith("/.index.json")).toList());
        }
    }

    @Test
    @DisplayName("All of profiles/, terminology/ and the resources of ig/ is in it, save the parameters of the rules; the guide lists it")
    void complete() throws IOException {
        List<String> wanted = new ArrayList<>();
        for (String folder : List.of("profiles", "terminology")) {
            names(folder).filter(name -> !name.matches("SearchParameter-.*-acl\\.json")).forEach(name -> wanted.add("package/" + name));
        }
        names("ig").filter(name -> !name.endsWith("-patch.json")).forEach(name -> wanted.add(name.startsWith("ImplementationGuide") ? "package/ImplementationGuide-fr.carnet.json" : EXAMPLE + name));
        assertThat(FILES.keySet().stream().filter(name -> name.matches(".*/[A-Z][^/]*\\.json"))).containsExactlyInAnyOrderElementsOf(wanted);
        ImplementationGuide guide = (ImplementationGuide) resource("package/ImplementationGuide-fr.carnet.json");
        assertThat(guide.getDefinition().getResource()).hasSize(wanted.size() - 1);
        assertThat(errors(guide)).isEmpty();
    }

    @Test
    @DisplayName("Every profile has its snapshot, here and on the server's class path; no parameter of the rules is told")
    void snapshots() throws IOException {
        for (String name : FILES.keySet().stream().filter(name -> name.contains("/StructureDefinition-")).toList()) {
            StructureDefinition profile = (StructureDefinition) resource(name);
            assertThat(profile.getSnapshot().getElement()).as(name).hasSizeGreaterThanOrEqualTo(profile.getDifferential().getElement().size());
            String loaded = Files.readString(Path.of("target/classes/profiles", name.replaceFirst("^.*/", "")));
            assertThat(FHIR.newJsonParser().parseResource(StructureDefinition.class, loaded).equalsDeep(profile)).as(name).isTrue();
        }
        assertThat(FILES.keySet().stream().filter(name -> name.contains("/SearchParameter-")).map(FhirPackageTest::resource).map(SearchParameter.class::cast)
                .map(SearchParameter::getCode)).isNotEmpty().doesNotContain("acl");
    }

    @Test
    @DisplayName("A validator that loaded the package accepts a document that declares consent as its extension asks, and refuses it otherwise")
    void bothWays() {
        assertThat(errors(declaring(new BooleanType(true)))).isEmpty();
        assertThat(errors(declaring(new StringType("oui")))).isNotEmpty().anyMatch(error -> error.contains("explicit-consent"));
    }

    @Test
    @DisplayName("Every example, and what it contains, is valid R4 and passes a profile of its type where the package has one")
    void examples() {
        List<String> faults = new ArrayList<>();
        List<String> names = FILES.keySet().stream().filter(name -> name.startsWith(EXAMPLE) && name.endsWith(".json") && !name.endsWith(".index.json")).toList();
        for (String name : names) {
            Resource example = resource(name);
            errors(example).forEach(error -> faults.add(name + ": " + error));
            List<Resource> profiled = new ArrayList<>(List.of(example));
            if (example instanceof Bundle bundle) {
                bundle.getEntry().forEach(entry -> profiled.add(entry.getResource()));
            }
            profiled.forEach(resource -> faults.addAll(profileFaults(name, resource)));
        }
        assertThat(faults).isEmpty();
        assertThat(names).hasSizeGreaterThan(15);
    }

    private static List<String> profileFaults(String name, Resource resource) {
        List<String> all = new ArrayList<>();
        List<String> profiles = FILES.keySet().stream().filter(file -> file.contains("/StructureDefinition-")).map(FhirPackageTest::resource).map(StructureDefinition.class::cast)
                .filter(profile -> profile.getType().equals(resource.fhirType())).map(StructureDefinition::getUrl).toList();
        for (String profile : profiles) {
            List<String> faults = validate(resource, new ValidationOptions().addProfile(profile));
            if (faults.isEmpty()) {
                return List.of();
            }
            faults.forEach(fault -> all.add(name + " by " + profile + ": " + fault));
        }
        return all;
    }

    private static DocumentReference declaring(Type value) {
        DocumentReference document = (DocumentReference) resource(EXAMPLE + "DocumentReference-example-iti105.json");
        document.addExtension(CONSENT, value);
        return document;
    }

    private static List<String> errors(Resource resource) {
        return validate(resource, new ValidationOptions());
    }

    private static List<String> validate(Resource resource, ValidationOptions options) {
        return validator.validateWithResult(resource, options).getMessages().stream().filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .map(message -> message.getLocationString() + ": " + message.getMessage()).toList();
    }

    private static Resource resource(String file) {
        return (Resource) FHIR.newJsonParser().parseResource(new ByteArrayInputStream(FILES.get(file)));
    }

    private static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(FILES.get(file));
    }

    private static Stream<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json")).toList().stream();
        }
    }
}
