package fr.carnet.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.carnet.server.support.Launch;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients learn before they ask: SMART App Launch 2.2 conformance, OpenID Connect Discovery, RFC 8414, JWKS. */
class DiscoveryTest {

    private static final String SMART = "/.well-known/smart-configuration";

    private final TestServer server = TestServer.running();

    @Test
    @DisplayName("smart-configuration: every field that SMART asks for, addresses absolute, S256 alone, only what is offered")
    void smartConfiguration() {
        JsonNode document = Launch.json(server.api().get(null, SMART), 200);
        assertThat(document.path("issuer").asText()).isEqualTo(server.root());
        assertThat(document.path("jwks_uri").asText()).isEqualTo(server.root() + "/oauth2/jwks");
        assertThat(document.path("authorization_endpoint").asText()).isEqualTo(server.root() + "/oauth2/authorize");
        assertThat(document.path("token_endpoint").asText()).isEqualTo(server.root() + "/oauth2/token");
        assertThat(document.path("introspection_endpoint").asText()).isEqualTo(server.root() + "/oauth2/introspect");
        assertThat(document.path("revocation_endpoint").asText()).isEqualTo(server.root() + "/oauth2/revoke");
        assertThat(document.path("management_endpoint").asText()).isEqualTo(server.root() + "/consents");
        assertThat(texts(document, "grant_types_supported")).containsExactly("authorization_code", "client_credentials");
        assertThat(texts(document, "code_challenge_methods_supported")).containsExactly("S256");
        assertThat(texts(document, "response_types_supported")).containsExactly("code");
        assertThat(texts(document, "token_endpoint_auth_signing_alg_values_supported")).contains("RS384", "ES384");
        assertThat(texts(document, "scopes_supported")).contains("openid", "fhirUser", "launch/patient", "offline_access");
        assertThat(texts(document, "capabilities")).contains("launch-standalone", "client-public", "context-standalone-patient", "permission-patient", "permission-offline",
                "sso-openid-connect", "authorize-post", "permission-v1", "permission-v2").doesNotContain("launch-ehr", "permission-online")
                .filteredOn(capability -> capability.contains(":")).singleElement().asString().startsWith("https://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/fhir+xml", "text/html", "application/fhir+json", "*/*"})
    @DisplayName("smart-configuration is JSON whatever Accept says, and a token sent along is not looked at")
    void anyAccept(String accept) {
        for (String token : new String[] {null, "garbage"}) {
            Reply reply = server.api().get(token, SMART, Map.of("Accept", accept));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Content-Type")).startsWith("application/json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
    @DisplayName("OpenID Connect and OAuth metadata: the required fields, RS256, and no endpoint that is not there")
    void openIdConfiguration(String path) {
        JsonNode document = Launch.json(server.api().get(null, server.root() + path), 200);
        assertThat(document.path("issuer").asText()).isEqualTo(server.root());
        assertThat(StreamSupport.stream(((Iterable<String>) document::fieldNames).spliterator(), false)).contains("authorization_endpoint", "token_endpoint", "jwks_uri",
                "response_types_supported", "grant_types_supported", "code_challenge_methods_supported", "token_endpoint_auth_signing_alg_values_supported")
                .doesNotContain("userinfo_endpoint", "end_session_endpoint", "device_authorization_endpoint", "registration_endpoint");
        if (path.contains("openid")) {
            assertThat(texts(document, "subject_types_supported")).containsExactly("public");
            assertThat(texts(document, "id_token_signing_alg_values_supported")).contains("RS256");
        }
    }

    @Test
    @DisplayName("The keys are public halves with an id, RSA among them")
    void keys() {
        JsonNode keys = Launch.json(server.api().get(null, server.root() + "/oauth2/jwks"), 200).path("keys");
        assertThat(keys).isNotEmpty().allSatisfy(key -> {
            assertThat(key.path("kid").asText()).isNotEmpty();
            assertThat(key.has("d") || key.has("p") || key.has("q")).isFalse();
        }).anyMatch(key -> key.path("kty").asText().equals("RSA"));
    }

    @Test
    @DisplayName("Below the FHIR base there is no OpenID configuration, and clients that look for it are told so, with any token")
    void notBelowTheBase() {
        for (String token : new String[] {null, "garbage"}) {
            assertThat(server.api().get(token, "/.well-known/openid-configuration").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/userinfo", "/connect/logout", "/connect/register", "/oauth2/device_authorization", "/oauth2/device_verification", "/oauth2/par"})
    @DisplayName("What Spring brings along and nobody asked for is not there")
    void notOffered(String path) {
        for (String method : List.of("GET", "POST")) {
            assertThat(server.api().send(method, null, server.root() + path, null, Map.of()).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({"token, 401", "introspect, 401", "revoke, 401"})
    @DisplayName("Software that does not say who it is gets 401 invalid_client, not a login page")
    void whoIsThere(String endpoint, int status) {
        Reply reply = server.api().send("POST", null, server.root() + "/oauth2/" + endpoint, "token=x&grant_type=authorization_code".getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "text/html"));
        assertThat(Launch.json(reply, status).path("error").asText()).isEqualTo("invalid_client");
    }

    private static List<String> texts(JsonNode document, String field) {
        return StreamSupport.stream(document.path(field).spliterator(), false).map(JsonNode::asText).toList();
    }
}
