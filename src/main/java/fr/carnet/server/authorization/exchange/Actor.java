package fr.carnet.server.authorization.exchange;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who acts for the professional: the client, and the software that it says it runs.
 *
 * @param software  lps_nom, lps_id and lps_version; empty without an actor token
 * @param situation under which exercice the professional acts
 */
record Actor(Map<String, String> software, Optional<String> situation) {

    /** @return nothing said */
    static Actor unnamed() {
        return new Actor(Map.of(), Optional.empty());
    }

    /**
     * @param clientId the client, which is known; its software is its own word
     * @return claim {@code act} (RFC 8693 4.1)
     */
    Map<String, Object> act(String clientId) {
        Map<String, Object> act = new LinkedHashMap<>();
        act.put("sub", clientId);
        act.putAll(software);
        return act;
    }
}
