package fr.carnet.perf.contender;

import java.util.List;
import java.util.Map;

/** The baseline: plain HAPI, asked without a token. */
public final class Plain implements Contender {

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public List<String> command(int port, String jdbcUrl) {
        return List.of("fr.carnet.perf.contender.PlainHapi", Integer.toString(port), jdbcUrl, "postgres", "postgres");
    }

    @Override
    public Map<String, String> as(Role role, String patient) {
        return Map.of();
    }

    @Override
    public String opening() {
        return "/Patient";
    }

    @Override
    public boolean takesDataInside() {
        return false;
    }

    @Override
    public boolean traces() {
        return false;
    }

    @Override
    public boolean enforces() {
        return false;
    }

    @Override
    public boolean tellsTotal() {
        return false;
    }
}
