package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import fr.carnet.server.audittrail.TraceShapes;
import fr.carnet.server.support.Ledger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** S7, non-interference: what a caller may not see changes nothing in any answer that he gets; and no stage of the enforcement is there for nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoWorldsTest {

    private static final int REQUESTS = Integer.getInteger("carnet.proof.requests", 20_000);
    private static final long SEED = Long.getLong("carnet.proof.seed", System.nanoTime());
    private static final int THREADS = 4;
    private static final Pattern PUBLIC = Pattern.compile("^/(metadata|api-docs|swagger-ui|CodeSystem|ConceptMap|ImplementationGuide|OperationDefinition|SearchParameter|StructureDefinition|ValueSet|Endpoint|Organization)(?![A-Za-z])");
    private static final int ENOUGH_TO_NOTICE = 150;
    private static final System.Logger LOG = System.getLogger("carnet.proof");

    /** A line per request is what operators want, not this test. */
    private final Logger lines = (Logger) LoggerFactory.getLogger("fr.carnet.server.http");
    /** Business identifiers are used once: the depositors of a scene played again are the same persons. */
    private final Random acts = new Random(SEED);
    private Worlds worlds;

    @BeforeAll
    void begin() {
        worlds = Worlds.start();
        lines.setLevel(Level.WARN);
        LOG.log(System.Logger.Level.INFO, "two worlds, seed {0} (-Dcarnet.proof.seed)", String.valueOf(SEED));
    }

    @AfterAll
    void end() {
        lines.setLevel(null);
        worlds.close();
    }

    @Test
    @DisplayName("S7 two worlds that differ in what is hidden give every caller the same answers: status, headers, body")
    void alike() throws Exception {
        List<Scene> scenes = Scenes.all();
        List<Ledger> ledgers = worlds.both().stream().map(TwoWorldsTest::opened).toList();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<Comparison>> running = new ArrayList<>();
        long start = System.nanoTime();
        scenes.forEach(scene -> running.add(threads.submit(() -> compared(scene, REQUESTS / scenes.size() + 1))));
        List<String> findings = new ArrayList<>();
        Map<Integer, Integer> statuses = new TreeMap<>();
        try {
            for (Future<Comparison> done : running) {
                findings.addAll(done.get().findings());
                done.get().statuses().forEach((status, count) -> statuses.merge(status, count, Integer::sum));
            }
        } finally {
            threads.shutdown();
            worlds.both().forEach(world -> world.api().observedBy((method, path, reply) -> { }));
        }
        int asked = statuses.values().stream().mapToInt(Integer::intValue).sum();
        long seconds = Math.max(1, (System.nanoTime() - start) / 1_000_000_000);
        LOG.log(System.Logger.Level.INFO, "{0} requests to each world in {1} s, {2} per second to both; answered {3}", asked, seconds, 2 * asked / seconds, statuses);
        assertThat(asked).isGreaterThanOrEqualTo(REQUESTS);
        assertThat(findings).as("seed " + SEED).isEmpty();
        for (int i = 0; i < ledgers.size(); i++) {
            LOG.log(System.Logger.Level.INFO, "audit equation: {0}", ledgers.get(i).balance());
            assertThat(TraceShapes.faults(worlds.both().get(i).server().database())).as("every shape of trace row is a valid AuditEvent").isEmpty();
        }
    }

    /** S8: every answer of the run has its row, and the row names what the answer showed; what is public leaves none. */
    private static Ledger opened(World world) {
        Ledger ledger = new Ledger(world.server().database());
        world.api().observedBy((method, path, reply) -> {
            if ("GET".equals(method) && PUBLIC.matcher(path.replace(world.api().base(), "")).find()) {
                ledger.conformance(reply);
            } else {
                ledger.record(reply);
            }
        });
        return ledger;
    }

    @ParameterizedTest(name = "without {0}")
    @MethodSource("stages")
    @DisplayName("S7 without any one stage the worlds differ, or an answer tells of the insides; with it they do not")
    void everyStageIsNeeded(Removal removal) {
        Comparison without = new Comparison(Scenes.of(removal.scene()), worlds.both());
        try (Removal.Handle takenOut = removal.takenOut(worlds.both())) {
            telling(removal, without.names()).forEach(without::ask);
        }
        assertThat(without.findings()).as("without " + removal + ", seed " + SEED).isNotEmpty();
        Comparison with = new Comparison(Scenes.of(removal.scene()), worlds.both());
        telling(removal, with.names()).forEach(with::ask);
        assertThat(with.findings()).as("with " + removal + ", seed " + SEED).isEmpty();
    }

    private static List<Removal> stages() {
        return Removal.all();
    }

    private Stream<Ask> telling(Removal removal, Names names) {
        List<Ask> all = new ArrayList<>(new Corpus(names, SEED).everything());
        Collections.shuffle(all, new Random(SEED));
        return Stream.concat(all.stream().filter(removal.asks()).limit(ENOUGH_TO_NOTICE), Acts.all(acts).stream());
    }

    private Comparison compared(Scene scene, int requests) {
        Comparison comparison = new Comparison(scene, worlds.both());
        long seed = SEED + scene.name().hashCode();
        new Corpus(comparison.names(), seed).requests(requests).forEach(comparison::ask);
        Acts.all(new Random(seed)).forEach(comparison::ask);
        return comparison;
    }
}
