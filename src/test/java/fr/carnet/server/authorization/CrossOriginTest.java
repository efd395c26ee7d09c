package fr.carnet.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Launch;
import fr.carnet.server.support.Person;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CORS (SMART App Launch 2.2, considerations for cross-origin resource sharing). */
class CrossOriginTest {

    private static final String ALLOWED = "Access-Control-Allow-Origin";
    private static final String APP = "https://app.example.org";
    /** Origin of a configured client. */
    private static final String FIRST_PARTY = "http://127.0.0.1:9";

    private final TestServer server = TestServer.running();

    @ParameterizedTest
    @ValueSource(strings = {"/fhir/metadata", "/fhir/.well-known/smart-configuration", "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/oauth2/jwks"})
    @DisplayName("Discovery, keys and capability statement may be read by pages of any origin")
    void discovery(String path) {
        Reply reply = server.api().get(null, server.root() + path, Map.of("Origin", "https://anybody.example.org"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header(ALLOWED)).isEqualTo("*");
        assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fhir/Observation", "/fhir/metadata", "/oauth2/token"})
    @DisplayName("A preflight says what may be sent, our own headers among them, and leaves no trace")
    void preflight(String path) {
        long traces = traces();
        Reply reply = server.api().send("OPTIONS", null, server.root() + path, null,
                Map.of("Origin", FIRST_PARTY, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,code-finalite"));
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.header(ALLOWED)).isEqualTo(path.endsWith("metadata") ? "*" : FIRST_PARTY);
        assertThat(reply.header("Access-Control-Allow-Headers")).contains("Authorization", "Code-Finalite", "Content-Type");
        assertThat(reply.header("Access-Control-Allow-Methods")).contains("POST", "PUT", "PATCH");
        assertThat(traces()).isEqualTo(traces);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example.org", "http://127.0.0.1", "http://127.0.0.1:90", "http://127.0.0.1:9.example.org", "https://127.0.0.1:9", "null", "http://127.0.0.1:9/cb", "%"})
    @DisplayName("A preflight from an origin that no client has is told nothing")
    void foreignPreflight(String origin) {
        for (String path : List.of("/fhir/Observation", "/oauth2/token")) {
            Reply reply = server.api().send("OPTIONS", null, server.root() + path, null, Map.of("Origin", origin, "Access-Control-Request-Method", "GET"));
            assertThat(reply.status()).isEqualTo(204);
            assertThat(reply.header(ALLOWED)).isEmpty();
        }
    }

    @Test
    @DisplayName("Token endpoint: pages of the client's own origins may read the answer, error or not; others may not")
    void token() {
        Launch launch = new Launch(server);
        Map<String, String> form = Map.of("grant_type", "authorization_code", "code", "x", "redirect_uri", Launch.REDIRECT, "client_id", Launch.APP, "code_verifier", Launch.VERIFIER);
        assertThat(launch.token(form, Map.of("Origin", APP)).header(ALLOWED)).isEqualTo(APP);
        assertThat(launch.token(form, Map.of("Origin", "https://evil.example.org")).header(ALLOWED)).isEmpty();
        assertThat(launch.token(Map.of("client_id", "nobody"), Map.of("Origin", APP)).header(ALLOWED)).isEmpty();
    }

    @Test
    @DisplayName("FHIR calls: pages of the origins of the token's client may read the answer, refusals too; nothing changes in what is answered and traced")
    void calls() {
        Connected connected = Connected.to(server, Person.of(server), new Launch(server));
        String path = "/Observation?patient=" + connected.person().record().id();
        for (Map<String, String> purpose : List.of(Map.of("Code-Finalite", "GLYCEMIE"), Map.of("Code-Finalite", "NONE"))) {
            Reply plain = server.api().get(connected.access(), path, purpose);
            long traces = traces();
            Reply mine = server.api().get(connected.access(), path, with(purpose, APP));
            Reply others = server.api().get(connected.access(), path, with(purpose, "https://evil.example.org"));
            assertThat(traces()).isEqualTo(traces + 2);
            assertThat(mine.status()).isEqualTo(plain.status()).isEqualTo(others.status());
            assertThat(mine.header(ALLOWED)).isEqualTo(APP);
            assertThat(mine.header("Vary")).contains("Origin");
            assertThat(others.header(ALLOWED)).isEmpty();
        }
        Reply dead = server.api().get(connected.tokens().path("id_token").asText(), path, with(Map.of(), APP));
        assertThat(dead.status()).isEqualTo(401);
        assertThat(server.api().get(connected.access() + "x", path, with(Map.of(), APP)).header(ALLOWED)).as("a refusal before the gate may be read, too").isEqualTo(APP);
    }

    private static Map<String, String> with(Map<String, String> headers, String origin) {
        Map<String, String> more = new HashMap<>(headers);
        more.put("Origin", origin);
        return more;
    }

    private long traces() {
        return server.database().sql("select count(*) from carnet.audit_event").query(Long.class).single();
    }
}
