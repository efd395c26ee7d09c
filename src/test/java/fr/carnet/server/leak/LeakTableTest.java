package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The leak table of interceptors/README.md and the tests named after its rows say the same: 59 rows, none without a test, no test without a row. */
class LeakTableTest {

    private static final int ROWS = 59;
    private static final Pattern NUMBERED = Pattern.compile("leak([0-9]{2})_[a-zA-Z0-9]+");

    /**
     * @param number   number of the leak
     * @param path     how it would leak
     * @param closedBy what closes it
     * @param tests    {@code Class.method} of each test
     */
    private record Row(int number, String path, String closedBy, List<String> tests) {
    }

    @Test
    @DisplayName("Rows 1 to 59, each once, in order, none with an empty cell")
    void everyRowOnce() throws IOException {
        assertThat(rows()).extracting(Row::number).containsExactlyElementsOf(IntStream.rangeClosed(1, ROWS).boxed().toList());
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.path()).isNotBlank();
            assertThat(row.closedBy()).isNotBlank();
            assertThat(row.tests()).isNotEmpty();
        });
    }

    @Test
    @DisplayName("Every test that a row names is there, runs, and bears the row's number in its name and in its title")
    void everyNamedTestIsThere() throws IOException {
        List<JavaMethod> tests = tests();
        for (Row row : rows()) {
            for (String named : row.tests()) {
                assertThat(tests).as(named).filteredOn(method -> named.equals(name(method))).singleElement().satisfies(method -> {
                    assertThat(method.getName()).startsWith("leak%02d_".formatted(row.number()));
                    assertThat(method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class)).isTrue();
                    assertThat(method.getAnnotationOfType(DisplayName.class).value()).startsWith("Leak " + row.number() + ": ");
                });
            }
        }
    }

    @Test
    @DisplayName("Every test that bears a number stands in that row")
    void everyNumberedTestIsNamed() throws IOException {
        List<String> named = rows().stream().flatMap(row -> row.tests().stream()).toList();
        assertThat(named).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(tests().stream().map(LeakTableTest::name).toList());
    }

    private static List<JavaMethod> tests() {
        JavaClasses classes = new ClassFileImporter().importPackages("fr.carnet.server.leak");
        return classes.stream().flatMap(type -> type.getMethods().stream()).filter(method -> NUMBERED.matcher(method.getName()).matches()).toList();
    }

    private static String name(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }

    private static List<Row> rows() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("interceptors/README.md"));
        int first = lines.indexOf("| number | path | closed by | test |") + 2;
        assertThat(first).isGreaterThan(1);
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(first, lines.size())) {
            if (!line.startsWith("|")) {
                return rows;
            }
            String[] cells = line.split("\\|", -1);
            assertThat(cells).as(line).hasSize(6);
            rows.add(new Row(Integer.parseInt(cells[1].trim()), cells[2].trim(), cells[3].trim(),
                    Arrays.stream(cells[4].split(",")).map(test -> test.replace("`", "").trim()).filter(test -> !test.isEmpty()).toList()));
        }
        return rows;
    }
}
