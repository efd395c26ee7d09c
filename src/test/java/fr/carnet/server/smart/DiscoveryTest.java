package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.carnet.server.support.TestServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SMART App Launch 2.2, "Conformance": what the server says of itself before anybody logs in. */
class DiscoveryTest {

    private static final String ANY = "https://any.example.org";

    private final TestServer server = TestServer.running();
    private final OAuth oauth = new OAuth(server);
    private final String address = server.api().base() + "/.well-known/smart-configuration";
    private final JsonNode configuration = oauth.get(address).json();

    @Test
    @Tag("DISC-01")
    @DisplayName("The configuration is JSON whatever is asked for, and asks for no token")
    void json() {
        for (String accept : List.of("application/json", "application/fhir+xml", "text/html", "*/*")) {
            OAuth.Answer answer = oauth.get(address, Map.of("Accept", accept));
            assertThat(answer.status()).as(accept).isEqualTo(200);
            assertThat(answer.header("Content-Type")).as(accept).startsWith("application/json");
            assertThat(answer.json()).as(accept).isEqualTo(configuration);
        }
    }

    @Test
    @Tag("DISC-02")
    @DisplayName("Required members are there, with their types, and every address is absolute")
    void members() {
        for (String member : List.of("authorization_endpoint", "token_endpoint", "jwks_uri", "issuer", "introspection_endpoint", "revocation_endpoint", "management_endpoint")) {
            assertThat(configuration.path(member).isTextual()).as(member).isTrue();
            assertThat(URI.create(configuration.path(member).asText()).isAbsolute()).as(member).isTrue();
        }
        for (String member : List.of("grant_types_supported", "capabilities", "code_challenge_methods_supported", "scopes_supported", "response_types_supported", "token_endpoint_auth_methods_supported")) {
            assertThat(configuration.path(member).isArray()).as(member).isTrue();
            assertThat(texts(member)).as(member).isNotEmpty().noneMatch(String::isBlank);
        }
    }

    @Test
    @Tag("DISC-03")
    @DisplayName("S256 is offered, plain is not")
    void pkce() {
        assertThat(texts("code_challenge_methods_supported")).containsExactly("S256");
    }

    @Test
    @Tag("DISC-04")
    @DisplayName("Grants: authorization_code and client_credentials are among them, implicit and password are not; response type code alone")
    void grants() {
        assertThat(texts("grant_types_supported")).contains("authorization_code", "client_credentials").doesNotContain("implicit", "password");
        assertThat(texts("response_types_supported")).containsExactly("code");
    }

    @Test
    @Tag("DISC-05")
    @DisplayName("With sso-openid-connect, issuer and jwks_uri are told, and they are those of OpenID Connect discovery")
    void issuer() {
        assertThat(texts("capabilities")).contains("sso-openid-connect");
        JsonNode openId = oauth.get("/.well-known/openid-configuration").json();
        for (String same : List.of("issuer", "jwks_uri", "authorization_endpoint", "token_endpoint", "introspection_endpoint", "revocation_endpoint")) {
            assertThat(configuration.path(same)).as(same).isEqualTo(openId.path(same));
        }
    }

    @Test
    @Tag("DISC-06")
    @DisplayName("Capabilities are those of SMART 2.2 or full URIs; what a patient's standalone app needs is among them")
    void capabilities() {
        List<String> known = List.of("launch-ehr", "launch-standalone", "authorize-post", "client-public", "client-confidential-symmetric", "client-confidential-asymmetric", "sso-openid-connect",
                "context-banner", "context-style", "context-ehr-patient", "context-ehr-encounter", "context-standalone-patient", "context-standalone-encounter", "permission-offline",
                "permission-online", "permission-patient", "permission-user", "permission-v1", "permission-v2", "smart-app-state");
        assertThat(texts("capabilities")).doesNotHaveDuplicates().allSatisfy(one -> assertThat(known.contains(one) || URI.create(one).isAbsolute()).as(one).isTrue())
                .contains("launch-standalone", "authorize-post", "client-public", "client-confidential-asymmetric", "context-standalone-patient", "permission-patient", "permission-offline",
                        "permission-v1", "permission-v2");
    }

    @Test
    @Tag("EHR-00")
    @DisplayName("A launch from a professional's software is not offered, and nothing says that it is")
    void noEhrLaunch() {
        assertThat(texts("capabilities")).doesNotContain("launch-ehr", "context-ehr-patient", "context-ehr-encounter", "context-banner", "context-style");
        assertThat(texts("scopes_supported")).doesNotContain("launch", "launch/encounter");
    }

    @Test
    @Tag("DISC-07")
    @DisplayName("Any origin may read the configuration and the CapabilityStatement")
    void anyOrigin() {
        for (String open : List.of(address, server.api().base() + "/metadata")) {
            assertThat(oauth.get(open, Map.of("Origin", ANY)).header("Access-Control-Allow-Origin")).as(open).isIn("*", ANY);
            OAuth.Answer preflight = oauth.options(open, ANY, "GET");
            assertThat(preflight.status()).as(open).isBetween(200, 204);
            assertThat(preflight.header("Access-Control-Allow-Origin")).as(open).isIn("*", ANY);
        }
    }

    @Test
    @Tag("DISC-08")
    @DisplayName("A token that is worth nothing, sent along as some clients do, is ignored; the path that some clients try beside it is a clean 404")
    void tokensAreIgnored() {
        Map<String, String> worthless = Map.of("Authorization", "Bearer worth.no.thing");
        assertThat(oauth.get(address, worthless).json()).isEqualTo(configuration);
        assertThat(oauth.get(server.api().base() + "/metadata", worthless).status()).isEqualTo(200);
        assertThat(oauth.get(server.api().base() + "/.well-known/openid-configuration", worthless).status()).isEqualTo(404);
    }

    @Test
    @Tag("DISC-09")
    @DisplayName("The management endpoint is the page of connected services: it asks who is there first")
    void management() {
        OAuth.Answer page = oauth.get(configuration.path("management_endpoint").asText(), Map.of("Accept", "text/html"));
        assertThat(page.status()).isEqualTo(302);
        assertThat(page.header("Location")).startsWith(server.root() + "/login");
    }

    @Test
    @Tag("DISC-10")
    @DisplayName("Assertions of confidential clients: private_key_jwt, signed RS384 or ES384")
    void assertions() {
        assertThat(texts("token_endpoint_auth_methods_supported")).contains("private_key_jwt");
        assertThat(texts("token_endpoint_auth_signing_alg_values_supported")).contains("RS384", "ES384").doesNotContain("none", "HS256");
    }

    @Test
    @Tag("DISC-11")
    @DisplayName("The CapabilityStatement names the same endpoints")
    void capabilityStatement() {
        JsonNode security = oauth.get(server.api().base() + "/metadata", Map.of("Accept", "application/fhir+json")).json().at("/rest/0/security");
        List<String> addresses = new ArrayList<>();
        security.findValues("valueUri").forEach(uri -> addresses.add(uri.asText()));
        assertThat(addresses).contains(configuration.path("authorization_endpoint").asText(), configuration.path("token_endpoint").asText());
    }

    private List<String> texts(String member) {
        return Stream.of(configuration.path(member)).flatMap(array -> {
            List<String> all = new ArrayList<>();
            array.forEach(one -> all.add(one.asText()));
            return all.stream();
        }).toList();
    }
}
