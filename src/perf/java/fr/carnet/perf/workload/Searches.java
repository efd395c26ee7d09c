package fr.carnet.perf.workload;

import fr.carnet.perf.data.Samples;
import fr.carnet.perf.data.Sizes;
import fr.carnet.perf.driver.Call;
import fr.carnet.perf.driver.Checks;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Searches in one patient's record, one patient after the other, a page of twenty. */
final class Searches {

    /** The total is asked for: Carnet always tells it, plain HAPI hardly ever without being asked. */
    private static final String PAGE = "&_count=" + Sizes.PAGE + "&_total=accurate";
    private static final int FROM_MONTH = 6;

    private Searches() {
    }

    /** @return each without and with compression */
    static List<Workload> all() {
        return Stream.of(
                        Workload.of("list", Searches::list),
                        documents("type", "&type=http://loinc.org%7C" + Samples.TYPES.get(0), n -> n % Samples.TYPES.size() == 0),
                        documents("category-period", "&category=" + Samples.CLASS + "&period=ge2026-0" + FROM_MONTH + "-01", n -> n % Samples.MONTHS >= FROM_MONTH - 1),
                        Workload.of("measures", Searches::measures))
                .flatMap(search -> Stream.of(search, search.compressed())).toList();
    }

    /** @return all documents of a patient */
    static LongFunction<Call> list(Scene scene) {
        return documents(scene, "", n -> true);
    }

    private static Workload documents(String name, String narrowed, IntPredicate matches) {
        return Workload.of(name, scene -> documents(scene, narrowed, matches));
    }

    private static LongFunction<Call> documents(Scene scene, String narrowed, IntPredicate matches) {
        Call.Check check = expected(scene, scene.population().sizes().documents(), matches);
        return n -> scene.read("/DocumentReference?patient=Patient/" + scene.patient(n).id() + narrowed + PAGE, check);
    }

    private static LongFunction<Call> measures(Scene scene) {
        Call.Check check = expected(scene, scene.population().sizes().measures(), n -> n % 2 == 0);
        return n -> {
            String patient = scene.patient(n).id();
            return scene.own(patient, "/Observation?patient=Patient/" + patient + "&code=http://loinc.org%7C" + Samples.WEIGHT + "&_sort=-date" + PAGE, check);
        };
    }

    private static Call.Check expected(Scene scene, int stored, IntPredicate matches) {
        int total = (int) IntStream.range(0, stored).filter(matches).count();
        int entries = Math.min(Sizes.PAGE, total);
        return scene.contender().tellsTotal() ? Checks.entries(entries, total) : Checks.entriesOfPerhaps(entries, total);
    }
}
