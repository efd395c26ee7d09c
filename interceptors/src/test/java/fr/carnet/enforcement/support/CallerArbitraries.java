package fr.carnet.enforcement.support;

import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Exercise;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Arbitrary professionals: every profession with a column, some without, one unheard of. */
final class CallerArbitraries {

    private static final List<String> PROFESSIONS = List.of("10", "21", "26", "28", "38", "40", "50", "60", "69", "70", "80", "85", "91", "92", "96", "98",
            "71", "93", "00");

    private CallerArbitraries() {
    }

    static Arbitrary<Caller.Professional> professionals(List<ActorId> ids, List<ActorId> structures) {
        Arbitrary<String> professions = Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just("10")), Tuple.of(1, Arbitraries.just("21")),
                Tuple.of(4, Arbitraries.of(PROFESSIONS)));
        Arbitrary<Optional<String>> specialties = Arbitraries.frequency(Tuple.of(6, Optional.empty()), Tuple.of(1, Optional.of("SM54")),
                Tuple.of(1, Optional.of("SM25")));
        Arbitrary<Exercise> exercises = Combinators.combine(professions, specialties, Arbitraries.of("A", "B", "G", "H").optional(0.7)).as(Exercise::new);
        return Combinators.combine(Arbitraries.of(ids), exercises, Arbitraries.of(structures).optional(0.8), Arbitraries.of(true, false))
                .as((id, exercise, structure, regulator) -> new Caller.Professional(id, "Camille Martin", exercise, structure, regulator));
    }
}
