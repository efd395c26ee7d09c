package fr.carnet.server.authorization.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.server.config.AuthorizationSettings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code .well-known/smart-configuration} (SMART App Launch 2.2, conformance). */
final class SmartConfiguration {

    private SmartConfiguration() {
    }

    /** @return the document, the same for the same settings */
    static byte[] document(AuthorizationSettings settings) {
        Map<String, String> endpoints = settings.endpoints();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", settings.issuer());
        document.put("jwks_uri", settings.root() + "/oauth2/jwks");
        document.put("authorization_endpoint", endpoints.get("authorize"));
        document.put("token_endpoint", endpoints.get("token"));
        document.put("introspection_endpoint", endpoints.get("introspect"));
        document.put("revocation_endpoint", endpoints.get("revoke"));
        document.put("management_endpoint", endpoints.get("manage"));
        document.put("grant_types_supported", Offered.SMART_GRANTS);
        document.put("response_types_supported", List.of("code"));
        document.put("scopes_supported", Offered.SCOPES);
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("token_endpoint_auth_methods_supported", Offered.CLIENT_AUTHENTICATION);
        document.put("token_endpoint_auth_signing_alg_values_supported", Offered.ASSERTION_ALGORITHMS);
        document.put("capabilities", Offered.CAPABILITIES);
        try {
            return new ObjectMapper().writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and lists that are no JSON", e);
        }
    }
}
