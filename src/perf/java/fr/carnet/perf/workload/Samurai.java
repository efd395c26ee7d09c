package fr.carnet.perf.workload;

import fr.carnet.perf.data.Population.Person;
import fr.carnet.perf.data.Sizes;
import fr.carnet.perf.driver.Call;
import fr.carnet.perf.driver.Checks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongFunction;

/**
 * The shapes of HealthSamurai's FHIR server benchmark (crud, import, search; github.com/HealthSamurai/fhir-server-performance-benchmark), with what Carnet
 * offers: the same requests to every server. Where theirs deletes, the resource becomes {@code entered-in-error}, for Carnet deletes nothing; where theirs
 * sends Synthea's transactions, 101 resources are submitted at once; theirs searches strings, quantities and composites, too.
 */
final class Samurai {

    private static final int DOCUMENTS = 50;
    private static final int STEPS = 4;

    private Samurai() {
    }

    static List<Workload> all() {
        return List.of(
                Workload.of("hs-crud", scene -> new Crud(scene)::next),
                Workload.of("hs-import", scene -> n -> scene.requests().submit(scene.depositTo(n), DOCUMENTS)),
                Workload.of("hs-search", Samurai::searches));
    }

    /** Reference, token, date, token and date, token sorted by date, in turn. */
    private static LongFunction<Call> searches(Scene scene) {
        List<LongFunction<Call>> kinds = Searches.all().stream().filter(search -> !search.name().endsWith("-gzip")).map(search -> search.requests().apply(scene)).toList();
        int page = Sizes.PAGE;
        return n -> n % (kinds.size() + 1) < kinds.size() ? kinds.get((int) (n % (kinds.size() + 1))).apply(n / (kinds.size() + 1))
                : scene.read("/DocumentReference?patient=Patient/" + scene.patient(n).id() + "&date=ge2026-01-01&_count=" + page, Checks.status(200));
    }

    /** A measure is created, read, changed and withdrawn; as many of each, each step on what the step before has finished. */
    private static final class Crud {

        private final Scene scene;
        private final Queue<Stored> created = new ConcurrentLinkedQueue<>();
        private final Queue<Stored> read = new ConcurrentLinkedQueue<>();
        private final Queue<Stored> changed = new ConcurrentLinkedQueue<>();

        private Crud(Scene scene) {
            this.scene = scene;
        }

        private record Stored(String id, String patient, int number) {
        }

        private Call next(long n) {
            Queue<Stored> before = switch ((int) (n % STEPS)) {
                case 1 -> created;
                case 2 -> read;
                case 3 -> changed;
                default -> new ConcurrentLinkedQueue<>();
            };
            Stored stored = before.poll();
            if (stored == null) {
                return create((int) n, scene.patient(n));
            }
            return before == created ? read(stored) : put(stored, before == read);
        }

        private Call create(int number, Person patient) {
            Call create = scene.requests().measure(patient.id(), number);
            return new Call(create.method(), create.path(), create.headers(), create.body(), (call, reply) -> {
                create.check().verify(call, reply);
                created.add(new Stored(reply.id(), patient.id(), number));
            });
        }

        private Call read(Stored stored) {
            return scene.own(stored.patient, "/Observation/" + stored.id, (call, reply) -> {
                Checks.resource(stored.id).verify(call, reply);
                read.add(stored);
            });
        }

        private Call put(Stored stored, boolean remains) {
            Call create = scene.requests().measure(stored.patient, stored.number);
            String body = new String(create.body(), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"id\":\"" + stored.id + "\",")
                    .replace("\"status\":\"final\"", remains ? "\"status\":\"amended\"" : "\"status\":\"entered-in-error\"");
            return Call.put("/Observation/" + stored.id, create.headers(), body, (call, reply) -> {
                Checks.status(200).verify(call, reply);
                if (remains) {
                    changed.add(stored);
                }
            });
        }
    }
}
