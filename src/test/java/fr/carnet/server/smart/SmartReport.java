package fr.carnet.server.smart;

import fr.carnet.server.smart.SmartRequirements.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Requirement and result, on the console at the end of a run and in {@code target/smart-requirements.txt}. Found by the JUnit Platform itself; a run
 * without the tests of this package is none of its business.
 */
public final class SmartReport implements TestExecutionListener {

    private static final Path FILE = Path.of("target/smart-requirements.txt");
    private static final String ROOT = "fr.carnet.server.";
    private static final String TABLE_TEST = "smart.SmartRequirementTableTest#";

    private final Map<String, Result> seen = new LinkedHashMap<>();
    private TestPlan plan;

    /** For the service loader. */
    public SmartReport() {
        // Nothing is known before a plan starts.
    }

    /** How a requirement fared. */
    enum Result {
        PASSED, FAILED, NOT_RUN;

        /** @return the result of what has several tests: passed when all of them did */
        static Result of(Collection<Result> parts) {
            return parts.contains(FAILED) ? FAILED : parts.contains(NOT_RUN) ? NOT_RUN : PASSED;
        }
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        note(test, Result.NOT_RUN);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        note(test, switch (result.getStatus()) {
            case SUCCESSFUL -> Result.PASSED;
            case FAILED -> Result.FAILED;
            case ABORTED -> Result.NOT_RUN;
        });
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        if (seen.keySet().stream().noneMatch(test -> test.startsWith("smart.") && !test.startsWith(TABLE_TEST))) {
            return;
        }
        String table = table();
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, table);
        } catch (IOException e) {
            throw new UncheckedIOException("the table of SMART requirements cannot be written", e);
        }
        System.out.println(table + FILE);
    }

    private String table() {
        StringBuilder table = new StringBuilder("\n");
        int[] count = new int[Result.values().length];
        for (Requirement requirement : SmartRequirements.all().values()) {
            List<Result> parts = requirement.tests().stream().map(test -> seen.getOrDefault(test, Result.NOT_RUN)).toList();
            Result result = Result.of(parts);
            count[result.ordinal()]++;
            table.append("%-10s %-8s %s (%s)%n".formatted(requirement.id(), result.name().toLowerCase().replace('_', ' '), requirement.text(), requirement.source()));
        }
        return table.append("%n%d passed, %d failed, %d not run%n".formatted(count[0], count[1], count[2])).toString();
    }

    /** What fails before its tests, a class that cannot be made, takes them with it; what has several parts, a table or a client's steps, is the sum of them. */
    private void note(TestIdentifier test, Result result) {
        name(test).ifPresentOrElse(name -> seen.merge(name, result, (one, other) -> Result.of(List.of(one, other))), () -> {
            if (result != Result.PASSED && test.getSource().filter(ClassSource.class::isInstance).isPresent()) {
                plan.getDescendants(test).forEach(inside -> note(inside, result));
            }
        });
    }

    private Optional<String> name(TestIdentifier test) {
        Optional<TestSource> source = test.getSource();
        return source.filter(MethodSource.class::isInstance).map(MethodSource.class::cast).filter(method -> method.getClassName().startsWith(ROOT))
                .map(method -> method.getClassName().substring(ROOT.length()) + "#" + method.getMethodName());
    }
}
