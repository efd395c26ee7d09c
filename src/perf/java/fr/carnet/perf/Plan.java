package fr.carnet.perf;

import java.nio.file.Path;

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
 */
record Plan(int rounds, int patients, int documents, int warmUp, int measured, Path results, Path logs) {

    /** @return the plan from the command line, in the order of the components */
    static Plan from(String[] args) {
        return new Plan(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]),
                Integer.parseInt(args[4]), Path.of(args[5]), Path.of(args[6]));
    }
}
