package fr.carnet.perf.workload;

import fr.carnet.perf.data.Samples;
import fr.carnet.perf.driver.Call;
import fr.carnet.perf.driver.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/** Everything that is asked, by name. */
public final class Workloads {

    private static final int IN_LARGE_TRANSACTION = 50;
    private static final int HISTORY_PAGE = 50;
    private static final int OF_TEN_READS = 7;
    private static final int OF_TEN_SEARCHES = 9;

    private Workloads() {
    }

    /** @return those whose whole name the pattern matches, in the order in which they are measured: what grows the database comes last */
    public static List<Workload> matching(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        List<Workload> all = new ArrayList<>();
        all.add(Workload.of("read", Workloads::reads));
        all.addAll(Searches.all());
        all.add(Workload.of("status", Workloads::statuses));
        all.add(Workload.of("history", Workloads::histories));
        all.add(Workload.of("binary-read", Workloads::contents));
        all.add(new Workload("list-withdrawals", Searches::list, Optional.of(Withdrawals::new)));
        all.add(Workload.of("mixed", Workloads::mixed));
        all.add(Workload.of("iti-105", scene -> n -> scene.requests().deposit(scene.depositTo(n), (int) n, false)));
        all.add(Workload.of("iti-65", scene -> n -> scene.requests().submit(scene.depositTo(n), 1)));
        all.add(Workload.of("transaction-100", scene -> n -> scene.requests().submit(scene.depositTo(n), IN_LARGE_TRANSACTION)));
        all.add(Workload.of("binary-write", scene -> n -> scene.requests().deposit(scene.depositTo(n), (int) n, true)));
        all.addAll(Samurai.all());
        return all.stream().filter(workload -> wanted.matcher(workload.name()).matches()).toList();
    }

    private static LongFunction<Call> reads(Scene scene) {
        List<String> documents = scene.population().documents();
        return n -> {
            String id = documents.get((int) (n % documents.size()));
            return scene.read("/DocumentReference/" + id, Checks.resource(id));
        };
    }

    /** TD0.2: how the record of a national identifier stands. */
    private static LongFunction<Call> statuses(Scene scene) {
        return n -> scene.read("/Patient?identifier=" + Samples.INS + "%7C" + scene.patient(n).ins(), Checks.page(1));
    }

    private static LongFunction<Call> histories(Scene scene) {
        String patient = scene.population().traced().id();
        return n -> scene.own(patient, "/AuditEvent?patient=Patient/" + patient + "&_sort=-date&_count=" + HISTORY_PAGE, Checks.page(HISTORY_PAGE));
    }

    private static LongFunction<Call> contents(Scene scene) {
        List<String> large = scene.population().large();
        Call.Check check = Checks.content(scene.population().sizes().large());
        return n -> {
            Call json = scene.read("/Binary/" + large.get((int) (n % large.size())), check);
            return Scene.accepting(json, "application/pdf");
        };
    }

    /** 70 reads, 20 searches, 10 deposits of a hundred. */
    private static LongFunction<Call> mixed(Scene scene) {
        LongFunction<Call> reads = reads(scene);
        LongFunction<Call> searches = Searches.list(scene);
        return n -> {
            int kind = (int) (n % 10);
            return kind < OF_TEN_READS ? reads.apply(n) : kind < OF_TEN_SEARCHES ? searches.apply(n) : scene.requests().deposit(scene.depositTo(n), (int) n, false);
        };
    }
}
