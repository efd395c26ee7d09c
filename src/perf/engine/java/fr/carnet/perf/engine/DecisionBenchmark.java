package fr.carnet.perf.engine;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.AppUse;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Exercise;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.Catalogue;
import fr.carnet.enforcement.support.Rules;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One decision, by the shipped rules over the shipped matrix: the time of each, so that the slowest hundredth shows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecisionBenchmark {
    private static final Exercise PHYSICIAN = new Exercise("10", Optional.of("SM54"), Optional.empty());
    /** Authorisations, blocks and consents of others on the record; the caller's own comes after them. */
    @Param({"2", "200"})
    public int others;
    private final AccessPolicy policy = Rules.policy();
    private final Caller doctor = new Caller.Professional(Cast.PROFESSIONAL, "Camille Martin", PHYSICIAN, Optional.of(Cast.STRUCTURE), true);
    private final Optional<AppUse> use = Optional.of(Catalogue.under("DOCUMENTS"));
    private RecordPolicy record = Records.crowded(2);

    /** Makes the record. */
    @Setup
    public void crowd() {
        record = Records.crowded(others);
    }

    /** A doctor with an authorisation searches documents. */
    @Benchmark
    public AccessDecision professionalRead() {
        return policy.decide(Asking.of(doctor, Act.READ, AccessMode.NORMAL, false, true, false, Cast.NOW), record);
    }

    /** A doctor in an emergency session searches documents, masked ones too. */
    @Benchmark
    public AccessDecision emergencyRead() {
        return policy.decide(Asking.of(doctor, Act.READ, AccessMode.BRIS_DE_GLACE, false, false, true, Cast.NOW), record);
    }

    /** The holder searches his documents. */
    @Benchmark
    public AccessDecision holderRead() {
        return policy.decide(Asking.of(new Caller.Holder(Cast.PATIENT), Act.READ, AccessMode.NORMAL, false, false, false, Cast.NOW), record);
    }

    /** An app searches documents under a purpose that covers each type of the matrix. */
    @Benchmark
    public AccessDecision appRead() {
        return policy.decide(new AccessRequest(new Caller.App("app-1", Cast.PATIENT, Optional.empty()), Act.READ, Asking.DOCUMENTS, AccessMode.NORMAL,
                use, false, false, false, Cast.NOW), record);
    }

    /** Somebody without any right asks: a refusal. */
    @Benchmark
    public AccessDecision refusedRead() {
        Caller stranger = new Caller.Professional(Cast.COLLEAGUE, "Dominique Petit", PHYSICIAN, Optional.empty(), false);
        return policy.decide(Asking.of(stranger, Act.READ, AccessMode.NORMAL, false, false, false, Cast.NOW), record);
    }
}
