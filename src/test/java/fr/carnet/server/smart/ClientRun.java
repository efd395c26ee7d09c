package fr.carnet.server.smart;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One script of src/clients, run to its end in a process of its own.
 *
 * @param script its name
 * @param plan   the steps that it said it would run, in order
 * @param steps  what it said of each that it ran
 * @param exit   its exit status
 * @param output everything it wrote, for whoever reads a failure
 */
record ClientRun(String script, List<String> plan, Map<String, JsonNode> steps, int exit, String output) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path FOLDER = Path.of("src/clients");

    /**
     * @param script   file of src/clients
     * @param settings what it reads (src/clients/README.md)
     */
    static ClientRun of(String script, Map<String, Object> settings) {
        try {
            Path file = Files.createTempFile("carnet-client", ".json");
            Path output = Files.createTempFile("carnet-client", ".log");
            try {
                Files.write(file, JSON.writeValueAsBytes(settings));
                long start = System.nanoTime();
                Process process = new ProcessBuilder("node", script, file.toString()).directory(FOLDER.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
                process.getOutputStream().close();
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly().waitFor();
                }
                ClientRun run = read(script, process.exitValue(), Files.readString(output));
                System.out.printf("%s: %d steps of %d in %.1f s%n", script, run.steps().size(), run.plan().size(), (System.nanoTime() - start) / 1e9);
                return run;
            } finally {
                Files.delete(file);
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ClientRun read(String script, int exit, String output) throws IOException {
        List<String> plan = new ArrayList<>();
        Map<String, JsonNode> steps = new LinkedHashMap<>();
        for (String line : output.split("\n")) {
            if (line.startsWith("{\"plan\":")) {
                JSON.readTree(line).path("plan").forEach(step -> plan.add(step.asText()));
            } else if (line.startsWith("{\"step\":")) {
                JsonNode step = JSON.readTree(line);
                steps.put(step.path("step").asText(), step);
            }
        }
        return new ClientRun(script, List.copyOf(plan), steps, exit, output);
    }

    /** @return one test for each step that it planned, and one for its end */
    Stream<DynamicTest> tests() {
        Stream<DynamicTest> each = plan.stream().map(step -> dynamicTest(step, () -> {
            JsonNode said = steps.get(step);
            if (said == null || !said.path("ok").asBoolean()) {
                throw new AssertionError(said == null ? "not run\n" + output : said.path("error").asText() + "\n" + output);
            }
        }));
        DynamicTest end = dynamicTest(script + " ran to its end", () -> {
            if (exit != 0 || plan.isEmpty() || steps.size() != plan.size()) {
                throw new AssertionError("exit status " + exit + ", " + steps.size() + " steps of " + plan.size() + "\n" + output);
            }
        });
        return Stream.concat(each, Stream.of(end));
    }
}
