package fr.carnet.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.Rule;
import fr.carnet.enforcement.support.PolicyTable;
import fr.carnet.enforcement.support.Rules;
import fr.carnet.enforcement.support.SpecTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** No rule is forgotten: each is in force, has a table and properties, and makes a difference. */
class RuleHygieneTest {

    private static final JavaClasses CLASSES = ArchitectureRules.mainClasses();
    private static final Path README = Path.of("interceptors/README.md");

    /** Rule class -> its table in {@code spec/}. */
    private static final Map<String, String> TABLES = new TreeMap<>(Map.ofEntries(
            Map.entry("RecordStateRule", "lifecycle"), Map.entry("SupportDeskRule", "lifecycle"), Map.entry("BlockRule", "block"),
            Map.entry("AuthorisationRule", "authorisation"), Map.entry("DeclarationRule", "authorisation"), Map.entry("StatusRule", "status"),
            Map.entry("HabilitationRule", "habilitation"),
            Map.entry("AttendingDoctorRule", "authorisation"), Map.entry("CompartmentRule", "compartment"), Map.entry("RubricsRule", "compartment"),
            Map.entry("PurposeRule", "purpose"), Map.entry("OnBehalfRule", "delegation"), Map.entry("AdvanceDirectiveRule", "delegation"),
            Map.entry("BreakGlassRule", "breakglass"), Map.entry("DepositOppositionRule", "deposit-opposition"), Map.entry("MaskingRule", "masking"), Map.entry("AuthorRule", "authorship"), Map.entry("FeedingRule", "authorship"),
            Map.entry("HolderRule", "delegation"), Map.entry("RepresentativeRule", "delegation"), Map.entry("AmendmentRule", "amendment")));

    @Test
    @DisplayName("Every class that implements Rule is in the server's list, and in the one that these tests use")
    void everyRuleIsInForce() {
        Set<String> rules = CLASSES.stream().filter(type -> type.isAssignableTo(Rule.class) && !type.isInterface())
                .map(JavaClass::getName).collect(Collectors.toSet());
        assertThat(rules).hasSizeGreaterThan(10);
        assertThat(made(CLASSES.get("fr.carnet.server.fhir.EnforcementWiring"))).isEqualTo(rules);
        assertThat(made(new ClassFileImporter().importClass(Rules.class))).isEqualTo(rules);
        assertThat(Rules.all().stream().map(rule -> rule.getClass().getName())).containsExactlyInAnyOrderElementsOf(rules);
    }

    @Test
    @DisplayName("Every class named *Rule has a table")
    void everyRuleHasATable() {
        assertThat(CLASSES.stream().map(JavaClass::getSimpleName).filter(name -> name.matches(".+Rule"))).containsExactlyInAnyOrderElementsOf(TABLES.keySet());
        assertThat(TABLES.values()).allSatisfy(table -> assertThat(SpecTable.rows(table)).isNotEmpty());
    }

    @Test
    @DisplayName("Every rule package has a property test")
    void everyRulePackageHasProperties() {
        assertThat(CLASSES.stream().filter(type -> TABLES.containsKey(type.getSimpleName())).map(JavaClass::getPackageName).distinct()).allSatisfy(name -> {
            Path tests = Path.of("interceptors/src/test/java", name.split("\\."));
            try (Stream<Path> files = Files.list(tests)) {
                assertThat(files.map(Path::toString)).anyMatch(file -> file.endsWith("PropertyTest.java"));
            }
        });
    }

    @TestFactory
    @DisplayName("Without this rule its table would not hold")
    Stream<DynamicTest> everyRuleMakesADifference() {
        return Rules.all().stream().map(rule -> DynamicTest.dynamicTest("without " + rule.getClass().getSimpleName(), () -> {
            List<Rule> others = Rules.all().stream().filter(other -> other != rule).toList();
            AccessPolicy policy = new AccessPolicy(others);
            assertThat(SpecTable.rows(TABLES.get(rule.getClass().getSimpleName())).stream().filter(row -> !PolicyTable.holds(row, policy))
                    .filter(row -> PolicyTable.holds(row, Rules.policy()))).isNotEmpty();
        }));
    }

    @Test
    @DisplayName("The README names every rule beside its table, and counts the unknown cells as they are")
    void readme() throws IOException {
        String text = Files.readString(README);
        TABLES.forEach((rule, table) -> assertThat(text).containsPattern("(?m)^\\|.*`" + rule + "`.*\\[" + table + "\\.csv\\].*\\|$"));
        PolicyTable.NAMES.forEach(table -> assertThat(text).contains("src/test/resources/spec/" + table + ".csv"));
        Rules.matrix().unknownByColumn().forEach((column, unknown) -> assertThat(text)
                .contains("| `" + column.replace("|", "\\|") + "` | " + Rules.matrix().readableBy(column).size() + " | " + unknown + " |"));
    }

    private static Set<String> made(JavaClass assembly) {
        return assembly.getConstructorCallsFromSelf().stream().map(call -> call.getTargetOwner())
                .filter(type -> type.isAssignableTo(Rule.class)).map(JavaClass::getName).collect(Collectors.toSet());
    }
}
