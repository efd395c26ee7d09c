package fr.carnet.server.storage;

/** Port: origins of the services that people are sent back to. Read at every call: a change binds the next request. */
@FunctionalInterface
public interface RedirectOrigins {

    /**
     * @param origin scheme, host and port, as a browser writes it in {@code Origin}
     * @return whether an online service of the catalogue has a redirect URI there
     */
    boolean has(String origin);
}
