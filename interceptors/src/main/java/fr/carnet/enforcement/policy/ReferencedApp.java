package fr.carnet.enforcement.policy;

import java.util.Map;

/**
 * A third-party service as the catalogue lists it (ACCESS-RULES 6.1, 6.2).
 *
 * @param clientId OAuth client that its tokens are issued to
 * @param oid      OID that consents name it by, as {@code urn:oid:...}
 * @param online   whether it may act now
 * @param purposes declared purposes by their code
 */
public record ReferencedApp(String clientId, String oid, boolean online, Map<String, Purpose> purposes) {
    public ReferencedApp {
        purposes = Map.copyOf(purposes);
    }
}
