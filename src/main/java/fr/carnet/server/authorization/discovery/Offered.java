package fr.carnet.server.authorization.discovery;

import fr.carnet.enforcement.hapi.Canonical;
import java.util.List;

/** What this authorization server offers, said once for all of its documents. */
final class Offered {

    /** SMART's grant types; others stand in the documents of OAuth and OpenID Connect alone. */
    static final List<String> SMART_GRANTS = List.of("authorization_code", "client_credentials");
    static final List<String> GRANTS = List.of("authorization_code", "refresh_token", "client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange");
    static final List<String> CLIENT_AUTHENTICATION = List.of("client_secret_basic", "client_secret_post", "private_key_jwt");
    static final List<String> PUBLIC_CLIENT = List.of("none");
    static final List<String> ASSERTION_ALGORITHMS = List.of("RS384", "ES384");
    static final List<String> SCOPES = List.of("openid", "fhirUser", "launch/patient", "offline_access", "patient/*.cruds", "patient/*.rs", "patient/*.read", "patient/*.write",
            "system/*.cruds");
    static final List<String> CAPABILITIES = List.of("launch-standalone", "authorize-post", "client-public", "client-confidential-symmetric", "client-confidential-asymmetric",
            "sso-openid-connect", "context-standalone-patient", "permission-offline", "permission-patient", "permission-v1", "permission-v2",
            // Not HL7's, therefore URIs: a purpose code with every call of an app (API 3).
            Canonical.BASE + "/capability/purpose-of-use");

    private Offered() {
    }
}
