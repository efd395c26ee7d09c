package fr.carnet.perf.tracecost;

import fr.carnet.perf.Arguments;
import java.nio.file.Path;

/**
 * How much is measured.
 *
 * @param rounds   rounds, each on empty databases
 * @param warmUp   appends before each measured series
 * @param measured appends of each measured series
 * @param results  CSV to write
 */
record Plan(int rounds, int warmUp, int measured, Path results) {

    /** @return the plan from the command line: rounds=, warmup=, measured=, results= */
    static Plan from(String[] args) {
        Arguments arguments = Arguments.of(args);
        Plan plan = new Plan(arguments.number("rounds", 5), arguments.number("warmup", 1000), arguments.number("measured", 3000),
                Path.of(arguments.text("results", "src/perf/results/trace-cost.csv")));
        arguments.complete();
        return plan;
    }
}
