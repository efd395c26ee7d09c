package fr.carnet.perf.workload;

import fr.carnet.perf.driver.Call;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Something to ask.
 *
 * @param name        short name, also on the command line
 * @param requests    the nth request to a server
 * @param everySecond what else happens there, once a second
 */
public record Workload(String name, Function<Scene, LongFunction<Call>> requests, Optional<Function<Scene, Runnable>> everySecond) {

    /** Nothing else happens. */
    static Workload of(String name, Function<Scene, LongFunction<Call>> requests) {
        return new Workload(name, requests, Optional.empty());
    }

    /** @return the same, compressed answers wanted */
    Workload compressed() {
        return of(name + "-gzip", scene -> {
            LongFunction<Call> plain = requests.apply(scene);
            return n -> Scene.gzip(plain.apply(n));
        });
    }
}
