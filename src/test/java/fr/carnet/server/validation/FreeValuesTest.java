package fr.carnet.server.validation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ValidationOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.carnet.enforcement.hapi.Finding;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.config.DataFile;
import fr.carnet.server.conformance.ShippedDefinitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** ADR 0020: a verdict is remembered for a form, and is the one that the HL7 validator gives each resource of that form. */
class FreeValuesTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Definitions DEFINITIONS = ShippedDefinitions.definitions();
    private static final ProfileSelection PROFILES = new ProfileSelection();
    private static final String THROWN = "thrown: ";
    private static final int RESOURCES = Integer.getInteger("carnet.forms.resources", 1_500);

    private final FreeValues free = new FreeValues(DEFINITIONS.support(), PROFILES);

    @TestFactory
    @DisplayName("The rules that look at a free value are those that its row names, all of them and no other")
    List<DynamicTest> rules() {
        List<StructureDefinition> all = DEFINITIONS.support().<StructureDefinition>fetchAllStructureDefinitions();
        RuleLook look = new RuleLook(all.stream().collect(Collectors.toMap(StructureDefinition::getUrl, each -> each, (first, second) -> first)), PROFILES);
        return DataFile.read("fr/carnet/server/validation/free-values.csv").map(row -> DynamicTest.dynamicTest(row.get("type") + "." + row.get("path"),
                () -> assertThat(look.rules(row.get("type"), row.get("path"))).isEqualTo(new TreeSet<>(Arrays.asList(row.get("rules").split(" ")))))).toList();
    }

    @Test
    @DisplayName("Whatever was remembered before: the same findings as the HL7 validator's, for sound and spoilt deposits")
    void sameVerdicts() throws IOException {
        long seed = Long.getLong("carnet.forms.seed", System.nanoTime());
        System.getLogger("carnet").log(System.Logger.Level.INFO, "FreeValuesTest: -Dcarnet.forms.seed=" + seed);
        ProfileValidator remembering = new ProfileValidator(FHIR, DEFINITIONS, PROFILES, new FindingReader(), List.of());
        FhirValidator plain = FHIR.newValidator().registerValidatorModule(new ReusedInstanceValidator(DEFINITIONS.support()));
        Random random = new Random(seed);
        Mutations mutations = new Mutations(random);
        List<ObjectNode> samples = samples();
        Map<String, Integer> seen = new HashMap<>();
        int remembered = 0;
        int faulty = 0;
        for (int n = 0; n < RESOURCES; n++) {
            String sent = mutations.of(samples.get(random.nextInt(samples.size()))).toString();
            Optional<Resource> resource = parsed(sent);
            if (resource.isPresent()) {
                String json = WithoutBytes.of(resource.get(), () -> FHIR.newJsonParser().encodeResourceToString(resource.get()));
                List<String> expected = words(() -> findings(plain, resource.get(), json));
                assertThat(words(() -> remembering.verdict(resource.get(), new Caller.Anonymous(), ValidationAsked.WRITE))).as("seed %d: %s", seed, sent).isEqualTo(expected);
                boolean isFaulty = expected.stream().anyMatch(word -> word.contains("severity=ERROR") || word.startsWith(THROWN));
                faulty += isFaulty ? 1 : 0;
                Optional<String> form = free.form(resource.get().fhirType(), json);
                remembered += form.isPresent() && !isFaulty && seen.merge(form.get(), 1, Integer::sum) > 2 ? 1 : 0;
            }
        }
        assertThat(remembered).as("seed %d: answered from memory", seed).isGreaterThan(RESOURCES / 10);
        assertThat(faulty).as("seed %d: refused", seed).isGreaterThan(RESOURCES / 10);
    }

    @Test
    @DisplayName("What a person wrote and no row names is not remembered: an address, a narrative, a name in other letters, a profile that an operator loaded")
    void notRemembered() throws IOException {
        ObjectNode document = samples().get(0);
        assertThat(form(document)).isPresent();
        for (String change : List.of("{\"text\":{\"status\":\"generated\",\"div\":\"<div xmlns='http://www.w3.org/1999/xhtml'>x</div>\"}}", "{\"language\":\"fr\",\"id\":\"1\",\"meta\":{\"versionId\":\"1\"}}",
                "{\"contained\":[{\"resourceType\":\"Patient\",\"id\":\"auteur\",\"address\":[{\"city\":\"Lyon\"}]}]}", "{\"description\":\"<b>\"}", "{\"identifier\":[{\"value\":\"dossier A-1\"}]}",
                "{\"meta\":{\"profile\":[\"http://hl7.org/fhir/StructureDefinition/vitalsigns\"]}}", "{\"extension\":[{\"url\":\"https://example.org/x\",\"valueString\":\"mot\"}]}",
                "{\"date\":\"2026-11-18\"}", "{\"subject\":{\"reference\":\"Patient/dupont\"}}")) {
            ObjectNode changed = document.deepCopy();
            changed.setAll((ObjectNode) JSON.readTree(change));
            assertThat(form(changed)).as(change).isEmpty();
        }
    }

    @Test
    @DisplayName("A reference that is a host alone is judged like any other")
    void hostAlone() {
        DocumentReference document = new DocumentReference();
        document.getSubject().setReference("http://example.org");
        ProfileValidator validator = new ProfileValidator(FHIR, DEFINITIONS, PROFILES, new FindingReader(), List.of());
        assertThat(validator.verdict(document, new Caller.Anonymous(), ValidationAsked.WRITE)).isNotEmpty();
    }

    private Optional<String> form(ObjectNode resource) {
        return free.form(resource.path("resourceType").asText(), resource.toString());
    }

    private static Optional<Resource> parsed(String json) {
        try {
            return Optional.of((Resource) FHIR.newJsonParser().parseResource(json));
        } catch (DataFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static List<Finding> findings(FhirValidator validator, Resource resource, String json) {
        FindingReader reader = new FindingReader();
        ValidationOptions options = new ValidationOptions();
        PROFILES.of(resource).forEach(options::addProfile);
        return validator.validateWithResult(json, options).getMessages().stream().flatMap(message -> reader.read(message).stream()).distinct().toList();
    }

    /** Some odd bodies the HL7 validator cannot take; then neither may answer. */
    private static List<String> words(Supplier<List<Finding>> findings) {
        try {
            return findings.get().stream().map(Finding::toString).sorted().toList();
        } catch (RuntimeException thrown) {
            return List.of(THROWN + thrown.getClass());
        }
    }

    /** Documents and submission sets: this project's examples, the profiles' samples, and one that names whom it is about. */
    private static List<ObjectNode> samples() throws IOException {
        JsonNode submission = JSON.readTree(Files.readString(Path.of("ig/Bundle-example-iti65.json")));
        ObjectNode whole = (ObjectNode) submission.at("/entry/1/resource").deepCopy();
        ((ObjectNode) whole.get("context")).putObject("sourcePatientInfo").put("reference", "#patient");
        ((ArrayNode) whole.get("contained")).add(JSON.readTree("""
                {"resourceType":"Patient","id":"patient","identifier":[{"system":"urn:oid:1.2.250.1.213.1.4.10","value":"180017500100104"}],
                 "name":[{"use":"official","family":"MARTIN","given":["Camille","Anne"]}],"gender":"female","birthDate":"1980-01-15"}"""));
        ObjectNode alone = (ObjectNode) JSON.readTree(Files.readString(Path.of("ig/DocumentReference-example-iti105.json")));
        alone.remove("id");
        List<ObjectNode> samples = new ArrayList<>(List.of((ObjectNode) submission.at("/entry/1/resource"), (ObjectNode) submission.at("/entry/0/resource"), whole, alone));
        JsonNode profiles = JSON.readTree(Files.readString(Path.of("src/test/resources/spec/profile-samples.json")));
        List.of("document", "stored", "set").forEach(name -> samples.add((ObjectNode) profiles.get(name)));
        return samples;
    }
}
