package fr.carnet.server.storage;

import java.time.Duration;

/**
 * Something to be done again and again, on one node at a time.
 *
 * @param name  the same on every node
 * @param every time between two runs
 * @param step  what, all or nothing
 */
public record RecurringJob(String name, Duration every, Runnable step) {
}
