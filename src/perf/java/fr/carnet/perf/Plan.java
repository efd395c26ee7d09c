package fr.carnet.perf;

import java.nio.file.Path;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds    rounds; each starts both servers once, on empty databases
 * @param patients  records per server
 * @param documents documents per record
 * @param warmUp    searches before each measured series
 * @param measured  searches of each measured series
 * @param results   CSV to write
 * @param logs      directory of the servers' output
 * @param settings  further arguments of Carnet, to measure what a setting changes
 */
record Plan(int rounds, int patients, int documents, int warmUp, int measured, Path results, Path logs, List<String> settings) {

    /** @return the plan from the command line, in the order of the components */
    static Plan from(String[] args) {
        return new Plan(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]),
                Integer.parseInt(args[4]), Path.of(args[5]), Path.of(args[6]), List.of(args).subList(7, args.length));
    }
}
