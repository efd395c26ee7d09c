package fr.carnet.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Date;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The code is built as ARCHITECTURE says. That each of these rules can fail is shown by PlantedViolationsTest. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.mainClasses();

    @TestFactory
    Stream<DynamicTest> rules() {
        return ArchitectureRules.all().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey().toLowerCase(Locale.ROOT).replace('_', ' '), () -> rule.getValue().check(CLASSES)));
    }

    @Test
    @DisplayName("No class is excused for java.util.Date without touching it")
    void noStaleExcuse() {
        assertThat(ShapeRules.DATE_NEEDED.keySet()).allSatisfy(name -> assertThat(CLASSES.get(name).getDirectDependenciesFromSelf())
                .anyMatch(dependency -> dependency.getTargetClass().isEquivalentTo(Date.class)));
    }

    @Test
    @DisplayName("Both source roots were looked at")
    void bothRoots() {
        assertThat(CLASSES).anyMatch(type -> type.getPackageName().startsWith("fr.carnet.server"));
        assertThat(CLASSES).anyMatch(type -> type.getPackageName().startsWith("fr.carnet.enforcement"));
        assertThat(CLASSES).hasSizeGreaterThan(100);
    }
}
