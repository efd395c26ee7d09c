package fr.carnet.server.authorization.client;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.OAuthCalls;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6749, 2.3: clients with a secret, and those who show nothing. */
class ClientSecretTest {

    private static final Map<String, Object> INACTIVE = Map.of("active", false);

    private final TestServer server = TestServer.running();
    private final OAuthCalls calls = new OAuthCalls(server);

    @Test
    @DisplayName("The secret is taken as Basic or in the form")
    void good() {
        assertThat(OAuthCalls.json(calls.introspect("rien", OAuthCalls.basic(OAuthClients.RESOURCE_SERVER, server.clients().secret())))).isEqualTo(INACTIVE);
        assertThat(OAuthCalls.json(post("/oauth2/introspect", server.clients().secret(), Map.of()))).isEqualTo(INACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"faux", "", "{bcrypt}", "un-secret-de-test-assez-lon"})
    @DisplayName("A wrong secret is 401 with the scheme that was tried; the answer and the log do not tell the secret")
    void wrong(String secret) {
        Reply reply = calls.introspect("rien", OAuthCalls.basic(OAuthClients.RESOURCE_SERVER, secret));
        if (secret.isEmpty()) {
            assertThat(reply.status()).isIn(400, 401);
            return;
        }
        ClientAssertionTest.refused(reply);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Basic");
        ClientAssertionTest.refused(post("/oauth2/introspect", secret, Map.of()));
    }

    @Test
    @DisplayName("The hash is not the secret")
    void hash() {
        String hash = server.clients().secretHash();
        ClientAssertionTest.refused(post("/oauth2/introspect", hash, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/introspect", "/oauth2/revoke"})
    @DisplayName("Nobody, a client id alone, and a confidential app's id alone are 401 at every endpoint, never a redirect to the login page")
    void nobody(String endpoint) {
        Map<String, String> form = Map.of("token", "rien", "grant_type", "client_credentials");
        ClientAssertionTest.refused(calls.post(endpoint, form, Map.of()));
        Map<String, String> named = new HashMap<>(form);
        named.put("client_id", OAuthClients.KEYED);
        ClientAssertionTest.refused(calls.post(endpoint, named, Map.of()));
        named.put("client_id", "inconnu");
        ClientAssertionTest.refused(calls.post(endpoint, named, Map.of()));
    }

    @Test
    @DisplayName("RFC 6749, 2.3: a client proves itself one way at a time")
    void twoWays() {
        Map<String, String> form = Map.of("grant_type", "client_credentials", "scope", "system/DocumentReference.c", "client_assertion_type", OAuthCalls.JWT_BEARER,
                "client_assertion", calls.assertion(OAuthClients.STRUCTURE).text());
        Reply both = calls.post("/oauth2/token", form, OAuthCalls.basic(OAuthClients.STRUCTURE, server.clients().secret()));
        assertThat(both.status()).isEqualTo(400);
        assertThat(OAuthCalls.json(both)).containsEntry("error", "invalid_request");
    }

    private Reply post(String endpoint, String secret, Map<String, String> headers) {
        return calls.post(endpoint, Map.of("token", "rien", "client_id", OAuthClients.RESOURCE_SERVER, "client_secret", secret), headers);
    }
}
