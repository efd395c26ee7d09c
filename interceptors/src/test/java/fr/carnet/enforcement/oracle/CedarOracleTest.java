package fr.carnet.enforcement.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.cedarpolicy.model.ValidationResponse;
import com.cedarpolicy.model.exception.AuthException;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.support.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of sections 2 to 6 and 8, written a second time in Cedar from their text, beside the engine, case by case. */
class CedarOracleTest {
    private static final Logger LOG = LoggerFactory.getLogger(CedarOracleTest.class);
    private static final long CASES = Long.getLong("carnet.proof.cases", 100_000L);
    private static final long SEED = Long.getLong("carnet.proof.seed", new Random().nextLong());
    private static final int SHARES = 64;
    private static final int CONTROL_CASES = 60_000;
    private final AccessPolicy engine = Rules.policy();

    /** What a share of the cases came to. */
    private record Tally(long cases, Map<Act, Long> allowed, List<CedarCase> differences) {
        Tally and(Tally other) {
            Map<Act, Long> both = new EnumMap<>(Act.class);
            Stream.of(this, other).forEach(tally -> tally.allowed().forEach((act, count) -> both.merge(act, count, Long::sum)));
            return new Tally(cases + other.cases, both, Stream.concat(differences.stream(), other.differences.stream()).toList());
        }
    }

    @Test
    @DisplayName("The policies are well typed, and each has a name of its own")
    void policiesAreValid() throws AuthException {
        ValidationResponse validation = CedarPolicies.load().validate();
        assertThat(validation.validationPassed()).as("%s", validation).isTrue();
        assertThat(CedarPolicies.names()).hasSizeGreaterThan(30).doesNotHaveDuplicates().allMatch(name -> name.matches("S\\d.*"));
    }

    @Test
    @DisplayName("The engine decides exactly as the policies do")
    void engineAgreesWithCedar() {
        CedarPolicies cedar = CedarPolicies.load();
        LOG.info("cedar oracle: seed {} (-Dcarnet.proof.seed= to repeat, -Dcarnet.proof.cases= for another number)", SEED);
        long started = System.nanoTime();
        Tally tally = IntStream.range(0, SHARES).parallel().mapToObj(share -> compare(cedar, share)).reduce(new Tally(0, Map.of(), List.of()), Tally::and);
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
        LOG.info("cedar oracle: {} cases compared in {} ({} a second), allowed {}, {} differences", tally.cases(), Duration.ofMillis(millis), tally.cases() * 1000 / millis,
                tally.allowed(), tally.differences().size());
        assertThat(tally.differences().stream().limit(10).map(this::told).toList()).as("seed %s, first of %s differences", SEED, tally.differences().size()).isEmpty();
        assertThat(tally.cases()).isGreaterThanOrEqualTo(CASES);
        assertThat(tally.allowed()).containsOnlyKeys(Act.values());
    }

    @TestFactory
    @DisplayName("Negative control: without this policy the two differ")
    Stream<DynamicTest> everyPolicyMakesADifference() {
        return CedarPolicies.names().stream().map(name -> DynamicTest.dynamicTest("without " + name, () -> assertThat(differs(CedarPolicies.without(name))).isTrue()));
    }

    @TestFactory
    @DisplayName("Negative control: with one line altered the two differ")
    Stream<DynamicTest> oneAlteredLineIsFound() {
        Map<String, String> alterations = Map.of(
                "[\"60\", \"69\"].contains(principal.profession) && resource.readBy", "[\"69\"].contains(principal.profession) && resource.readBy",
                "context.mode == \"bris_de_glace\" && context.session", "context.mode == \"bris_de_glace\"",
                "&& principal.profession == \"10\"\n", "\n",
                "context.mode != \"normal\" && context.record.maskedInEmergency", "context.record.maskedInEmergency",
                "context.consent.from <= context.now", "context.consent.from < context.now",
                "context.today > context.delegation.until }", "context.today >= context.delegation.until }");
        return alterations.entrySet().stream().map(line -> DynamicTest.dynamicTest(line.getKey() + " -> " + line.getValue(),
                () -> assertThat(differs(CedarPolicies.altered(line.getKey(), line.getValue()))).isTrue()));
    }

    private Tally compare(CedarPolicies cedar, int share) {
        CedarCases cases = new CedarCases(SEED + share);
        Map<Act, Long> allowed = new EnumMap<>(Act.class);
        List<CedarCase> differences = new ArrayList<>();
        long size = (CASES + SHARES - 1) / SHARES;
        LongStream.range(0, size).forEach(number -> {
            CedarCase asked = cases.next();
            boolean expected = cedar.allow(asked);
            if (expected != asked.isAllowedBy(engine)) {
                differences.add(asked);
            }
            if (expected) {
                allowed.merge(asked.request().act(), 1L, Long::sum);
            }
        });
        return new Tally(size, allowed, Collections.unmodifiableList(differences));
    }

    private boolean differs(CedarPolicies changed) {
        CedarCases cases = new CedarCases(1);
        return Stream.generate(cases::next).limit(CONTROL_CASES).anyMatch(asked -> changed.allow(asked) != asked.isAllowedBy(engine));
    }

    private String told(CedarCase difference) {
        return "engine " + (difference.isAllowedBy(engine) ? "allows, Cedar refuses: " : "refuses, Cedar allows: ") + difference + " " + engine.decide(difference.request(),
                difference.record()).reasons();
    }
}
