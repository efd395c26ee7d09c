package fr.carnet.server.storage;

import java.time.Duration;

/**
 * Something to be done again and again, on one node at a time.
 *
 * @param name  the same on every node
 * @param every time between two runs
 * @param work  one run; takes its steps through {@link JobTransaction}, so that one node at a time does
 */
public record RecurringJob(String name, Duration every, Runnable work) {

    /**
     * @param step the whole run, all or nothing
     * @return a job of one step
     */
    public static RecurringJob ofOneStep(String name, Duration every, JobTransaction transaction, Runnable step) {
        return new RecurringJob(name, every, () -> transaction.execute(name, step));
    }
}
