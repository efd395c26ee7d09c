package fr.carnet.perf.contender;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carnet as operators run it: production profile, issuers of its own, tokens checked, every rule, validation and trace on. One professional deposits,
 * another one, whom the patient authorised, searches; the patient reads measures and the history.
 */
public final class Carnet implements Contender {

    /** PS_IdNat of the one who deposits. */
    public static final String AUTHOR = "810000000011";
    /** PS_IdNat of the one who reads. */
    public static final String READER = "810000000022";

    private static final int KEY_BYTES = 32;

    private final String name;
    private final String main;
    private final boolean enforces;
    private final Issuers issuers;
    private final List<String> flags;
    private final List<String> settings;
    private final Map<Role, Map<String, String>> headers;
    private final Map<String, Map<String, String>> holders = new ConcurrentHashMap<>();
    private final String keySecret;

    private Carnet(String name, String main, Carnet original, Issuers issuers, List<String> flags, List<String> settings) {
        this.name = name;
        this.main = main;
        this.enforces = original == null;
        this.issuers = issuers;
        this.flags = flags;
        this.settings = settings;
        this.headers = Map.of(Role.SUPPORT, bearer(issuers.support()), Role.AUTHOR, bearer(issuers.doctor(AUTHOR)), Role.READER, bearer(issuers.doctor(READER)));
        byte[] secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        this.keySecret = original == null ? Base64.getEncoder().encodeToString(secret) : original.keySecret;
    }

    /**
     * @param issuers  whose tokens it believes
     * @param flags    further flags of its JVM, for what it is shipped with
     * @param settings further settings ({@code --name=value}), to measure what a setting changes
     */
    public Carnet(Issuers issuers, List<String> flags, List<String> settings) {
        this("carnet", "fr.carnet.server.CarnetServer", null, issuers, flags, settings);
    }

    /** @return the same server with everything permitted, on a copy of the same database */
    public Contender open() {
        return new Carnet("open", "fr.carnet.perf.contender.OpenCarnet", this, issuers, flags, settings);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> command(int port, String jdbcUrl) {
        List<String> command = new ArrayList<>(flags);
        command.addAll(List.of(main,
                "--spring.profiles.active=production",
                "--spring.datasource.url=" + jdbcUrl,
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres",
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.server.port=0",
                // One reader asks as fast as it can: that is the point.
                "--carnet.limits.requests-per-minute=100000000",
                "--carnet.security.first-party-clients=" + Issuers.FIRST_PARTY,
                "--carnet.authorization.issuer=http://127.0.0.1:" + port,
                "--carnet.authorization.key-secret=" + keySecret,
                "--carnet.endpoint.base-url=http://127.0.0.1:" + port + "/fhir"));
        issuers.settings().forEach((setting, value) -> command.add("--" + setting + "=" + value));
        command.addAll(settings);
        return command;
    }

    @Override
    public Map<String, String> as(Role role, String patient) {
        return role == Role.HOLDER ? holders.computeIfAbsent(patient, id -> bearer(issuers.holder(id))) : headers.get(role);
    }

    @Override
    public String opening() {
        return "/Patient/$open";
    }

    @Override
    public boolean takesDataInside() {
        return true;
    }

    @Override
    public boolean traces() {
        return true;
    }

    @Override
    public boolean enforces() {
        return enforces;
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }
}
