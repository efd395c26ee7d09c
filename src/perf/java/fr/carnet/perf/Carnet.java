package fr.carnet.perf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Carnet as operators run it: production profile, issuers of its own, every rule and trace on. One professional deposits, another one, whom the
 * patient authorised, searches.
 */
final class Carnet implements Contender {

    private static final String AUTHOR = "810000000011";
    private static final String READER = "810000000022";

    private final Issuers issuers;
    private final Samples samples;
    private final List<String> settings;
    private final Map<String, String> support;
    private final Map<String, String> author;
    private final Map<String, String> reader;

    Carnet(Issuers issuers, Samples samples, List<String> settings) {
        this.issuers = issuers;
        this.samples = samples;
        this.settings = settings;
        this.support = bearer(issuers.support());
        this.author = bearer(issuers.doctor(AUTHOR));
        this.reader = bearer(issuers.doctor(READER));
    }

    @Override
    public String name() {
        return "carnet";
    }

    @Override
    public List<String> command(int port, String jdbcUrl) {
        List<String> command = new ArrayList<>(List.of("fr.carnet.server.CarnetServer",
                "--spring.profiles.active=production",
                "--spring.datasource.url=" + jdbcUrl,
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres",
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.server.port=0",
                // One reader asks as fast as it can: that is the point.
                "--carnet.limits.requests-per-minute=100000000",
                "--carnet.endpoint.base-url=http://127.0.0.1:" + port + "/fhir"));
        issuers.settings().forEach((name, value) -> command.add("--" + name + "=" + value));
        command.addAll(settings);
        return command;
    }

    @Override
    public String open(Calls calls, int number) {
        String patient = calls.create("/Patient/$open", support, samples.patient(number)).location();
        calls.create("/Consent", author, samples.authorisation(patient, AUTHOR));
        calls.create("/Consent", reader, samples.authorisation(patient, READER));
        return patient;
    }

    @Override
    public long deposit(Calls calls, String patient) {
        return calls.create("/DocumentReference", author, samples.documentWithData(patient)).nanos();
    }

    @Override
    public Map<String, String> reader() {
        return reader;
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }
}
