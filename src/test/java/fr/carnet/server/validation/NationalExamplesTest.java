package fr.carnet.server.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the national guides publish is what French software sends: {@code $validate} accepts every instance, or refuses it for a defect that
 * {@code spec/examples-refused.csv} names. Given by {@code -Dcarnet.examples=<folder>}; this project's own instances are walked always.
 */
class NationalExamplesTest {

    private static final Path REFUSED = Path.of("src/test/resources/spec/examples-refused.csv");
    private static final Path OWN = Path.of("ig");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor("810000004101");

    @TestFactory
    @DisplayName("Every published instance is accepted, or refused for the defect that is written down")
    Stream<DynamicTest> instances() {
        Map<String, String> refused = refused();
        return files().entrySet().stream().map(file -> DynamicTest.dynamicTest(file.getKey(), () -> judged(file.getKey(), file.getValue(), refused.get(file.getKey()))));
    }

    @Test
    @DisplayName("Every line of the table is about an instance that was walked")
    void noStaleLine() {
        String folder = System.getProperty("carnet.examples", "");
        assertThat(folder.isBlank() ? files().keySet() : refused().keySet()).isSubsetOf(files().keySet());
    }

    private void judged(String name, Path file, String element) throws IOException {
        String json = Files.readString(file);
        Reply reply = server.api().post(doctor, "/" + JSON.readTree(json).path("resourceType").asText() + "/$validate", json);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<String> errors = reply.as(OperationOutcome.class).getIssue().stream()
                .filter(issue -> issue.getSeverity() == IssueSeverity.ERROR || issue.getSeverity() == IssueSeverity.FATAL)
                .map(issue -> issue.getExpression() + " " + issue.getDiagnostics() + " " + issue.getDetails().getText()).toList();
        if (element == null) {
            assertThat(errors).as(name).isEmpty();
        } else {
            assertThat(errors).as(name + " is listed as refused").isNotEmpty()
                    .allMatch(error -> error.replaceAll("\\[[0-9]+\\]", "").contains(element));
        }
    }

    private static Map<String, Path> files() {
        Map<String, Path> files = new TreeMap<>(walk(OWN, "ig/").collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        String folder = System.getProperty("carnet.examples", "");
        if (folder.isBlank()) {
            System.getLogger("carnet").log(System.Logger.Level.INFO, "NationalExamplesTest ran without the national examples: -Dcarnet.examples is not set");
        } else {
            walk(Path.of(folder), "").forEach(file -> files.put(file.getKey(), file.getValue()));
        }
        return files;
    }

    /** Instances of types that a record may hold or meet; the guide's own resource and patches are none. */
    private static Stream<Map.Entry<String, Path>> walk(Path folder, String prefix) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(".json") && !file.toString().endsWith("-patch.json"))
                    .filter(file -> !file.getFileName().toString().startsWith("ImplementationGuide-") && !file.getFileName().toString().startsWith("Parameters-"))
                    .map(file -> Map.entry(prefix + folder.relativize(file).toString().replace('\\', '/'), file)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> refused() {
        try (CSVParser table = CSVParser.parse(Files.readString(REFUSED), CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
            return table.stream().collect(Collectors.toMap(line -> line.get("file"), line -> line.get("element")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
