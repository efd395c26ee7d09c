package fr.carnet.perf;

import com.nimbusds.jose.JOSEException;
import fr.carnet.perf.contender.Carnet;
import fr.carnet.perf.contender.Contender;
import fr.carnet.perf.contender.Issuers;
import fr.carnet.perf.contender.Plain;
import fr.carnet.perf.data.Loader;
import fr.carnet.perf.data.Population;
import fr.carnet.perf.data.Requests;
import fr.carnet.perf.data.Samples;
import fr.carnet.perf.driver.Target;
import fr.carnet.perf.host.Database;
import fr.carnet.perf.host.ServerProcess;
import fr.carnet.perf.workload.Scene;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The servers that are compared, each with its database: filled once, started as often as wanted. */
final class Fleet {

    private final Options options;
    private final Database database;
    private final Samples samples;
    private final List<Contender> contenders = new ArrayList<>();
    private final Map<String, Population> populations = new HashMap<>();

    Fleet(Options options, Database database) throws IOException, JOSEException {
        this.options = options;
        this.database = database;
        this.samples = new Samples(options.sizes());
        Carnet carnet = new Carnet(new Issuers(), options.flags(), options.settings());
        for (String name : options.contenders()) {
            contenders.add(switch (name) {
                case "carnet" -> carnet;
                case "plain" -> new Plain();
                case "open" -> carnet.open();
                default -> throw new IllegalArgumentException("no such contender: " + name);
            });
        }
    }

    /** @return all servers, the first another one in each round */
    List<Contender> inOrderOf(int round) {
        List<Contender> order = new ArrayList<>(contenders);
        Collections.rotate(order, 1 - round);
        return order;
    }

    /** Fills each database over HTTP; that of the server without rules is a copy of Carnet's. */
    void fill() throws IOException, InterruptedException, SQLException {
        for (Contender contender : contenders) {
            String name = contender.name();
            if (name.equals("open") && populations.containsKey("carnet")) {
                database.copy(name, "carnet");
                populations.put(name, populations.get("carnet").copy());
            } else {
                int port = ServerProcess.freePort();
                database.create(name);
                try (ServerProcess server = start(contender, database.url(name), port, "fill")) {
                    database.awaitQuiet(name);
                    populations.put(name, new Loader(new Target(base(port)), contender, samples, options.sizes()).load());
                }
            }
            database.settle(name);
        }
    }

    /** @return the server on its filled database */
    RunningServer start(Contender contender, int round) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        ServerProcess process = start(contender, database.url(contender.name()), port, "round-" + round);
        return new RunningServer(new Scene(contender, new Target(base(port)), populations.get(contender.name()), new Requests(contender, samples)), process, contender.name());
    }

    /** @return the server on an empty database */
    ServerProcess startEmpty(Contender contender, String empty, int round) throws IOException, InterruptedException, SQLException {
        return start(contender, database.create(empty), ServerProcess.freePort(), "empty-" + round);
    }

    private ServerProcess start(Contender contender, String url, int port, String log) throws IOException, InterruptedException {
        return new ServerProcess(options.launch(), contender.command(port, url), URI.create(base(port) + "/metadata"), options.logs().resolve(contender.name() + "-" + log + ".log"));
    }

    private static String base(int port) {
        return "http://127.0.0.1:" + port + "/fhir";
    }
}
