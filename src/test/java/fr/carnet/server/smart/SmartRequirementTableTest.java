package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import fr.carnet.server.smart.SmartRequirements.Requirement;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;

/** The table of SMART requirements and the tests say the same: none without a test, no test of this package without a requirement. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmartRequirementTableTest {

    private static final String ROOT = "fr.carnet.server.";
    private static final String HERE = SmartRequirementTableTest.class.getPackageName();

    private final Map<String, Requirement> requirements = SmartRequirements.all();
    private final Map<String, JavaMethod> tests = tests();

    @Test
    @DisplayName("Each requirement has an id, a source, a text, and a test that is there and runs")
    void eachRequirementIsTested() {
        assertThat(requirements.values()).isNotEmpty().allSatisfy(requirement -> {
            assertThat(List.of(requirement.source(), requirement.text())).as(requirement.id()).noneMatch(String::isBlank);
            assertThat(requirement.tests()).as(requirement.id()).isNotEmpty().doesNotHaveDuplicates();
            assertThat(tests.keySet()).as(requirement.id()).containsAll(requirement.tests());
        });
    }

    @Test
    @DisplayName("A test of this package bears as tags the requirements that name it, all of them and no other")
    void eachTestIsListed() {
        tests.forEach((name, method) -> {
            if (method.getOwner().getPackageName().equals(HERE) && !method.getOwner().isEquivalentTo(SmartRequirementTableTest.class)) {
                Set<String> named = requirements.values().stream().filter(requirement -> requirement.tests().contains(name)).map(Requirement::id).collect(Collectors.toCollection(TreeSet::new));
                assertThat(named).as(name + " proves no requirement of the table").isNotEmpty();
                assertThat(tags(method)).as(name).containsExactlyInAnyOrderElementsOf(named);
            }
        });
    }

    @Test
    @DisplayName("The report at the end of a run knows a requirement's result from all of its tests, and a requirement that was not run from one that passed")
    void resultsAdd() {
        assertThat(SmartReport.Result.of(List.of(SmartReport.Result.PASSED, SmartReport.Result.PASSED))).isEqualTo(SmartReport.Result.PASSED);
        assertThat(SmartReport.Result.of(List.of(SmartReport.Result.PASSED, SmartReport.Result.NOT_RUN))).isEqualTo(SmartReport.Result.NOT_RUN);
        assertThat(SmartReport.Result.of(List.of(SmartReport.Result.NOT_RUN, SmartReport.Result.FAILED, SmartReport.Result.PASSED))).isEqualTo(SmartReport.Result.FAILED);
    }

    private static Map<String, JavaMethod> tests() {
        return new ClassFileImporter().withImportOption(new ImportOption.OnlyIncludeTests()).importPackages("fr.carnet.server").stream().flatMap(type -> type.getMethods().stream()).filter(SmartRequirementTableTest::isTest)
                .collect(Collectors.toMap(method -> method.getOwner().getName().substring(ROOT.length()) + "#" + method.getName(), method -> method, (one, other) -> one));
    }

    private static boolean isTest(JavaMethod method) {
        return method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class) || method.isAnnotatedWith(TestFactory.class) || method.isAnnotatedWith(RepeatedTest.class);
    }

    private static Collection<String> tags(JavaMethod method) {
        return Arrays.stream(method.reflect().getAnnotationsByType(Tag.class)).map(Tag::value).toList();
    }
}
