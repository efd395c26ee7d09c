package fr.carnet.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each architecture rule can fail: the very same object reports a class planted to break it, and lets a harmless class pass. */
class PlantedViolationsTest {

    private static final Map<String, ArchRule> RULES = ArchitectureRules.all();

    private static Plant plant;
    private static JavaClasses harmless;

    @BeforeAll
    static void openPlant(@TempDir Path directory) throws IOException {
        plant = new Plant(directory);
        harmless = plant.compile(List.of("package fr.carnet.enforcement.harmless; final class Harmless { }",
                "@org.jspecify.annotations.NullMarked package fr.carnet.enforcement.harmless;"));
    }

    @AfterAll
    static void closePlant() throws IOException {
        plant.close();
    }

    @TestFactory
    Stream<DynamicTest> everyRuleReportsItsViolation() {
        return Violations.ALL.entrySet().stream().map(planted -> DynamicTest.dynamicTest(
                planted.getKey().toLowerCase(Locale.ROOT).replace('_', ' '), () -> reports(planted.getKey(), planted.getValue())));
    }

    @Test
    @DisplayName("No rule is without proof, and no proof without rule")
    void everyRuleHasAViolation() {
        assertThat(Violations.ALL.keySet()).containsExactlyInAnyOrderElementsOf(RULES.keySet());
    }

    private static void reports(String name, List<String> sources) throws IOException {
        ArchRule rule = RULES.get(name).allowEmptyShould(true);
        EvaluationResult result = rule.evaluate(plant.compile(sources));
        assertThat(result.hasViolation()).as(name).isTrue();
        assertThat(result.getFailureReport().toString()).contains("Planted");
        EvaluationResult control = rule.evaluate(harmless);
        assertThat(control.hasViolation()).as("%s on a harmless class: %s", name, control.getFailureReport()).isFalse();
    }
}
