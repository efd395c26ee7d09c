package fr.carnet.perf.contender;

import java.util.List;
import java.util.Map;

/** One of the servers that are compared: how it is started, and what differs in how it is asked. */
public interface Contender {

    /** @return short name, also that of its database */
    String name();

    /** @return further flags of the JVM, main class and arguments that start it on this port and database */
    List<String> command(int port, String jdbcUrl);

    /**
     * @param role    who asks
     * @param patient id of the patient whose token it is, when the role is that of the holder
     * @return headers of the request
     */
    Map<String, String> as(Role role, String patient);

    /** @return where a Patient is sent to open a record */
    String opening();

    /** @return whether a document is taken with its data inside and its content stored apart (ITI-105); otherwise it comes with its Binary in a transaction */
    boolean takesDataInside();

    /** @return whether it writes the history of accesses by itself; otherwise what fills it has to be loaded */
    boolean traces();

    /** @return whether a withdrawn consent binds */
    boolean enforces();

    /** @return whether every search tells its total; otherwise some first pages leave it out, even when it was asked for */
    default boolean tellsTotal() {
        return true;
    }
}
