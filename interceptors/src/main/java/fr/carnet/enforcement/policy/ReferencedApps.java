package fr.carnet.enforcement.policy;

import java.util.Optional;

/** Port: the catalogue of third-party services, asked at every request so that taking one offline binds the next one. */
public interface ReferencedApps {

    /**
     * @param clientId OAuth client of a token
     * @return what the catalogue says of it; empty when it lists no such client
     */
    Optional<ReferencedApp> find(String clientId);

    /** @param oid OID by which a consent names a service */
    Optional<ReferencedApp> findByOid(String oid);
}
