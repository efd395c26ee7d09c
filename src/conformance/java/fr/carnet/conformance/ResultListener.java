package fr.carnet.conformance;

import fr.carnet.conformance.Outcome.Verdict;
import fr.carnet.conformance.Requirements.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Notes the result of each test that is tagged with a requirement and reports at the end: a table on the console, a FHIR TestReport and an HTML page in
 * {@code conformance.report} (by default {@code target/conformance}). Found by the JUnit Platform itself; a run without requirements is none of its business.
 */
public final class ResultListener implements TestExecutionListener {

    /** Configuration parameter, or system property: the folder of the reports. */
    static final String FOLDER = "conformance.report";
    /** Configuration parameter, or system property: {@code false} to print no table. */
    static final String CONSOLE = "conformance.console";

    private static final int MESSAGE_LENGTH = 600;

    private final Map<String, Requirement> requirements = Requirements.all();
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private TestPlan plan;

    /** For the service loader. */
    public ResultListener() {
        // Nothing is known before a plan starts.
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            requirement(test).ifPresent(id -> note(id, Verdict.PASSED, ""));
            return;
        }
        Verdict verdict = result.getThrowable().filter(NotRunException.class::isInstance).isPresent() ? Verdict.NOT_RUN : Verdict.FAILED;
        String message = result.getThrowable().map(ResultListener::message).orElse("aborted");
        requirement(test).ifPresent(id -> note(id, verdict, message));
        // What fails before its tests, a class that cannot be made, takes them with it.
        plan.getDescendants(test).forEach(inside -> requirement(inside).ifPresent(id -> note(id, verdict, message)));
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        if (outcomes.isEmpty()) {
            return;
        }
        List<Outcome> all = requirements.values().stream()
                .map(requirement -> outcomes.getOrDefault(requirement.id(), new Outcome(requirement, Verdict.NOT_RUN, "not selected"))).toList();
        Report report = new Report(finished.getConfigurationParameters().get(Settings.BASE).orElse(""), Instant.now(), all);
        Path folder = Path.of(finished.getConfigurationParameters().get(FOLDER).orElse("target/conformance"));
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("TestReport.json"), report.testReport());
            Files.writeString(folder.resolve("report.html"), report.html());
        } catch (IOException e) {
            throw new UncheckedIOException("the conformance report cannot be written", e);
        }
        if (!"false".equals(finished.getConfigurationParameters().get(CONSOLE).orElse("true"))) {
            System.out.println(report.table() + "\n" + folder.resolve("TestReport.json") + "\n" + folder.resolve("report.html"));
        }
    }

    private void note(String id, Verdict verdict, String message) {
        outcomes.put(id, new Outcome(requirements.get(id), verdict, message));
    }

    private Optional<String> requirement(TestIdentifier test) {
        return test.getTags().stream().map(tag -> tag.getName()).filter(requirements::containsKey).findFirst();
    }

    private static String message(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String line = message.strip().replaceAll("\\s+", " ");
        return line.length() > MESSAGE_LENGTH ? line.substring(0, MESSAGE_LENGTH) + "..." : line;
    }
}
