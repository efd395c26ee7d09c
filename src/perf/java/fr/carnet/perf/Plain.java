package fr.carnet.perf;

import java.util.List;
import java.util.Map;

/** The baseline: plain HAPI; a deposit is a Binary and the DocumentReference that names it, as plain POSTs. */
final class Plain implements Contender {

    private final Samples samples;

    Plain(Samples samples) {
        this.samples = samples;
    }

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public List<String> command(int port, String jdbcUrl) {
        return List.of("fr.carnet.perf.PlainHapi", Integer.toString(port), jdbcUrl, "postgres", "postgres");
    }

    @Override
    public String open(Calls calls, int number) {
        return calls.create("/Patient", Map.of(), samples.patient(number)).location();
    }

    @Override
    public long deposit(Calls calls, String patient) {
        Calls.Answer binary = calls.create("/Binary", Map.of(), samples.binary());
        return binary.nanos() + calls.create("/DocumentReference", Map.of(), samples.documentNaming(patient, binary.location())).nanos();
    }

    @Override
    public Map<String, String> reader() {
        return Map.of();
    }
}
