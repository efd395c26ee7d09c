package fr.carnet.perf;

import fr.carnet.perf.data.Sizes;
import fr.carnet.perf.host.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What is measured, and how long.
 *
 * @param rounds      rounds, all servers started afresh in each
 * @param contenders  names of the servers, of carnet, plain and open
 * @param connections connections at once, ascending; the last number is the one that counts
 * @param workloads   pattern of the workloads' names
 * @param warmUp      before each workload
 * @param saturate    closed loop, for each number of connections
 * @param pace        open loop, at the last number of connections
 * @param share       how much of the closed loop's rate falls due in the open loop
 * @param starts      whether starts on an empty database are measured too
 * @param sizes       how much the servers hold
 * @param launch      JDK, class path and flags of all servers
 * @param flags       further flags of Carnet's JVM
 * @param settings    further settings of Carnet
 * @param limits      ratios that must hold, as {@code workload:ratio}
 * @param results     directory of the raw values
 * @param chart       directory of the chart
 * @param name        what the files are called
 * @param logs        directory of the servers' output
 */
public record Options(int rounds, List<String> contenders, List<Integer> connections, String workloads, Duration warmUp, Duration saturate, Duration pace, double share,
        boolean starts, Sizes sizes, ServerProcess.Launch launch, List<String> flags, List<String> settings, List<String> limits, Path results, Path chart,
        String name, Path logs) {

    private static final String RESULTS = "src/perf/results";
    private static final String JAVA = System.getProperty("perf.java", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    private static final String CLASS_PATH = System.getProperty("perf.servers", System.getProperty("java.class.path"));

    /** @return the options on the command line; those not there have the defaults of the one-command run */
    public static Options from(String[] args) {
        Arguments arguments = Arguments.of(args);
        Path results = Path.of(arguments.text("results", RESULTS));
        Options options = new Options(arguments.number("rounds", 3), arguments.list("contenders", "carnet,plain,open", ","),
                Arrays.stream(arguments.text("connections", "1,4,16").split(",")).map(Integer::valueOf).sorted().toList(), arguments.text("workloads", "(?!hs-).*"),
                seconds(arguments, "warmup", 2), seconds(arguments, "saturate", 2), seconds(arguments, "pace", 2), arguments.decimal("share", 0.6),
                Boolean.parseBoolean(arguments.text("starts", "true")), Sizes.from(arguments),
                new ServerProcess.Launch(Path.of(arguments.text("java", JAVA)), arguments.text("classpath", CLASS_PATH),
                        arguments.list("flags", "-Xmx1g", " ")),
                arguments.list("carnet-flags", "", " "), arguments.list("carnet-settings", "", " "), arguments.list("limits", "", ","),
                results, Path.of(arguments.text("chart", results.endsWith(RESULTS) ? "src/docs/performance" : results.toString())), arguments.text("name", "benchmark"),
                Path.of(arguments.text("logs", "target/perf-logs")));
        arguments.complete();
        return options;
    }

    /** @return the number of connections that counts */
    public int most() {
        return connections.get(connections.size() - 1);
    }

    private static Duration seconds(Arguments arguments, String name, double otherwise) {
        return Duration.ofMillis((long) (arguments.decimal(name, otherwise) * 1000));
    }
}
