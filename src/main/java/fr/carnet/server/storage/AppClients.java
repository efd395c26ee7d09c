package fr.carnet.server.storage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Port: referenced third-party services as OAuth clients and as people see them. Read at every call: a change binds the next request. */
public interface AppClients {

    /** @return the service with this client id, whatever its status; empty when the catalogue lists none */
    Optional<AppClient> find(String clientId);

    /**
     * One service.
     *
     * @param clientId     OAuth client id
     * @param oid          its OID, as {@code urn:oid:...}
     * @param online       whether it may act now: status EN_LIGNE and within its referencing period
     * @param name         name by language ({@code fr}, {@code en})
     * @param description  description by language
     * @param editor       who makes it
     * @param logo         address of its logo
     * @param credentials  how it proves who it is
     * @param redirectUris redirect URIs, compared exactly
     * @param scopes       SMART scopes it may ask for
     * @param purposes     declared purposes, in the catalogue's order
     */
    record AppClient(String clientId, String oid, boolean online, Map<String, String> name, Map<String, String> description, String editor,
            Optional<String> logo, Credentials credentials, List<String> redirectUris, Set<String> scopes, List<DeclaredPurpose> purposes) {
    }

    /**
     * How a client proves who it is: nothing set means a public client.
     *
     * @param jwks       inline public keys, a JWK Set
     * @param jwksUri    where its public keys are
     * @param secretHash hash of its secret, with the id of its encoder ({@code {bcrypt}...})
     */
    record Credentials(Optional<String> jwks, Optional<String> jwksUri, Optional<String> secretHash) {
    }

    /**
     * A purpose (finalité) as it is shown to the holder.
     *
     * @param code        purpose code
     * @param label       by language
     * @param description by language
     * @param domain      legal domain
     * @param exchanges   which data goes which way
     */
    record DeclaredPurpose(String code, Map<String, String> label, Map<String, String> description, String domain, List<Exchange> exchanges) {
    }

    /**
     * Data that a purpose exchanges.
     *
     * @param perimeter documents, measures, agenda, profile
     * @param action    read or write
     * @param titles    what exactly, in words, each by language
     */
    record Exchange(String perimeter, String action, List<Map<String, String>> titles) {
    }
}
