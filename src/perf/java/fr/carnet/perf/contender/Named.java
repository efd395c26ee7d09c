package fr.carnet.perf.contender;

import java.util.List;
import java.util.Map;

/**
 * A server under another name, on another database.
 *
 * @param name   the name
 * @param server what it is
 */
public record Named(String name, Contender server) implements Contender {

    @Override
    public List<String> command(int port, String jdbcUrl) {
        return server.command(port, jdbcUrl);
    }

    @Override
    public Map<String, String> as(Role role, String patient) {
        return server.as(role, patient);
    }

    @Override
    public String opening() {
        return server.opening();
    }

    @Override
    public boolean takesDataInside() {
        return server.takesDataInside();
    }

    @Override
    public boolean traces() {
        return server.traces();
    }

    @Override
    public boolean enforces() {
        return server.enforces();
    }
}
