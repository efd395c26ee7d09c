package fr.carnet.server.audittrail;

import java.util.List;

/** Makes lines durable, all of them or none. */
@FunctionalInterface
interface TraceWriter {

    /**
     * @param lines in the order in which they came; at least one
     * @throws RuntimeException when none of them is durable, or nobody can tell
     */
    void write(List<TraceLine> lines);
}
