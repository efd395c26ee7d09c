package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.hapi.Canonical;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The profiles as files: sound, named one way, each rule with its two texts, each reached by the selection. */
class ProfilesTest {

    private static final ProjectProfiles PROFILES = new ProjectProfiles();
    private static final String DEFINITION = Canonical.BASE + "/StructureDefinition/";

    /** What the server itself writes, and the common part of the measures: no resource that is sent is validated against them directly. */
    private static final Set<String> NOT_SELECTED = Set.of("audit-event", "measure");

    static Stream<StructureDefinition> definitions() {
        return PROFILES.definitions().stream().map(Map.Entry::getValue);
    }

    static Stream<StructureDefinition> profiles() {
        return definitions().filter(definition -> !"Extension".equals(definition.getType()));
    }

    @Test
    @DisplayName("Each file is named after its profile's id, and so is the profile's url")
    void names() {
        assertThat(PROFILES.definitions()).hasSizeGreaterThan(40).allSatisfy(entry -> {
            StructureDefinition definition = entry.getValue();
            String id = definition.getIdElement().getIdPart();
            assertThat(entry.getKey().getFileName()).hasToString("StructureDefinition-" + id + ".json");
            assertThat(definition.getUrl()).isEqualTo(DEFINITION + id);
            assertThat(definition.getStatus()).isEqualTo(PublicationStatus.ACTIVE);
            assertThat(definition.getFhirVersion().toCode()).isEqualTo("4.0.1");
            assertThat(definition.getDescription()).isNotBlank();
            assertThat(definition.hasSnapshot()).as("a snapshot is generated at build").isFalse();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("definitions")
    @DisplayName("A snapshot comes out of every differential")
    void snapshots(StructureDefinition definition) {
        StructureDefinition snapshot = PROFILES.snapshot(definition);
        Set<String> ids = snapshot.getSnapshot().getElement().stream().map(ElementDefinition::getId).collect(Collectors.toSet());
        assertThat(definition.getDifferential().getElement()).isNotEmpty().allSatisfy(element -> assertThat(ids).contains(element.getId()));
    }

    /** Extensions are left out: for their context HAPI's validator asks for the package of R4, which is not on disk and is not to be fetched. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("profiles")
    @DisplayName("Every profile is itself a valid StructureDefinition")
    void valid(StructureDefinition definition) {
        assertThat(PROFILES.errors(definition)).isEmpty();
    }

    @Test
    @DisplayName("Every value set of ours that a profile names is in terminology/")
    void valueSets() {
        Set<String> missing = new TreeSet<>();
        definitions().flatMap(definition -> definition.getDifferential().getElement().stream()).filter(ElementDefinition::hasBinding)
                .map(element -> element.getBinding().getValueSet()).filter(url -> url.startsWith(Canonical.BASE))
                .filter(url -> !Files.exists(Path.of("terminology", "ValueSet-" + url.substring(url.lastIndexOf('/') + 1) + ".json"))).forEach(missing::add);
        assertThat(missing).isEmpty();
    }

    @Test
    @DisplayName("The selection names profiles of the right type, each case once; no profile is left out of it")
    void selection() {
        Map<String, String> types = profiles().collect(Collectors.toMap(profile -> profile.getIdElement().getIdPart(), StructureDefinition::getType));
        Set<String> cases = new TreeSet<>();
        Set<String> selected = new TreeSet<>(NOT_SELECTED);
        for (CSVRecord row : PROFILES.table("selection.csv")) {
            assertThat(types).containsEntry(row.get("profile"), row.get("type"));
            assertThat(cases.add(row.get("type") + "|" + row.get("code"))).as(row.toString()).isTrue();
            selected.add(row.get("profile"));
        }
        assertThat(selected).containsExactlyInAnyOrderElementsOf(types.keySet());
    }

    @Test
    @DisplayName("Every rule of the profiles has its French and English text, and every text its rule")
    void constraintTexts() {
        Map<String, String> rules = new TreeMap<>();
        definitions().flatMap(definition -> definition.getDifferential().getElement().stream()).flatMap(element -> element.getConstraint().stream())
                .forEach(constraint -> {
                    assertThat(constraint.getKey()).matches("carnet-[a-z0-9-]+-[0-9]+");
                    assertThat(constraint.hasExpression()).as(constraint.getKey()).isTrue();
                    assertThat(rules.merge(constraint.getKey(), constraint.getHuman(), (one, other) -> one.equals(other) ? one : "said in two ways")).isEqualTo(constraint.getHuman());
                });
        Map<String, String> texts = new TreeMap<>();
        for (CSVRecord row : PROFILES.table("constraint-texts.csv")) {
            assertThat(texts.put(row.get("key"), row.get("fr"))).as(row.get("key") + " once").isNull();
            assertThat(row.get("en")).as(row.get("key")).isNotBlank().isNotEqualTo(row.get("fr"));
        }
        assertThat(texts).isEqualTo(rules);
    }

    @Test
    @DisplayName("The canonical base is written down in one place; no guide's canonical is pinned to a version (trap 3)")
    void canonicals() {
        definitions().forEach(definition -> {
            String json = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(definition);
            assertThat(json).as(definition.getId()).doesNotContainPattern("\"(baseDefinition|valueSet)\":\"[^\"]*\\|").doesNotContainPattern("\"targetProfile\":\\[[^]]*\\|");
            assertThat(definition.getBaseDefinition()).startsWith(definition.getBaseDefinition().startsWith(Canonical.BASE) ? DEFINITION : "http://hl7.org/fhir/StructureDefinition/");
        });
    }
}
