package fr.carnet.perf;

import java.util.List;
import java.util.Map;

/** One of the servers that are compared: how it is started, filled and asked. */
interface Contender {

    /** @return short name, also that of its databases */
    String name();

    /** @return main class and arguments that start it on this port and database */
    List<String> command(int port, String jdbcUrl);

    /** @return id of a new patient, ready for deposits and for the reader */
    String open(Calls calls, int number);

    /** @return nanoseconds that one deposit took, document and content */
    long deposit(Calls calls, String patient);

    /** @return headers of the one who searches */
    Map<String, String> reader();
}
