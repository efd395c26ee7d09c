package fr.carnet.server.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an entry says, read from its Endpoint. Texts are by language, {@code fr} and {@code en}; what is missing is empty.
 *
 * @param oid         {@code urn:oid:...}
 * @param name        name
 * @param description description
 * @param logo        address of its logo
 * @param links       further addresses
 * @param client      its OAuth client
 * @param purposes    declared purposes, in the entry's order
 */
record AppEntry(String oid, Map<String, String> name, Map<String, String> description, Optional<String> logo, List<String> links, Client client, List<Declared> purposes) {

    /**
     * OAuth client.
     *
     * @param id             client id
     * @param authentication {@code token_endpoint_auth_method} of RFC 7591
     * @param redirectUris   redirect URIs
     * @param jwks           inline public keys
     * @param jwksUri        address of its public keys
     * @param secretHash     hash of its secret, as sent; never in a stored entry
     * @param scope          scopes, as OAuth writes them
     */
    record Client(String id, String authentication, List<String> redirectUris, Optional<String> jwks, Optional<String> jwksUri, Optional<String> secretHash, String scope) {
    }

    /**
     * A declared purpose.
     *
     * @param code        purpose code
     * @param label       short label
     * @param description what the holder reads
     * @param domain      legal domain
     * @param exchanges   which data goes which way
     */
    record Declared(String code, Map<String, String> label, Map<String, String> description, String domain, List<Exchange> exchanges) {
    }

    /**
     * Data that goes one way.
     *
     * @param perimeter  perimeter code
     * @param action     read or write
     * @param categories what exactly
     */
    record Exchange(String perimeter, String action, List<Category> categories) {
    }

    /**
     * One category of data.
     *
     * @param data  FHIR type, or {@code type/code}
     * @param title in words
     */
    record Category(String data, Map<String, String> title) {

        /** @return FHIR type */
        String type() {
            return data.split("/", 2)[0];
        }

        /** @return code, empty for the whole type */
        String code() {
            String[] parts = data.split("/", 2);
            return parts.length == 2 ? parts[1] : "";
        }
    }
}
