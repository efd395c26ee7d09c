package fr.carnet.perf;

import fr.carnet.perf.host.ServerProcess;
import fr.carnet.perf.workload.Scene;

/**
 * A server that runs on its filled database.
 *
 * @param scene    how it is asked
 * @param process  its process
 * @param database name of its database
 */
record RunningServer(Scene scene, ServerProcess process, String database) implements AutoCloseable {

    /** @return name of the server */
    String name() {
        return scene.contender().name();
    }

    @Override
    public void close() {
        process.close();
    }
}
