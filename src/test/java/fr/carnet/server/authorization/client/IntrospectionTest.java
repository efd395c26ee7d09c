package fr.carnet.server.authorization.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.carnet.server.authorization.token.Pairings;
import fr.carnet.server.support.Launch;
import fr.carnet.server.support.OAuthCalls;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.Person;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 7662; SMART App Launch 2.2, token introspection: what a token is worth, to whom it is told. */
class IntrospectionTest {

    private static final String INACTIVE = "{\"active\":false}";

    private final TestServer server = TestServer.running();
    private final OAuthCalls calls = new OAuthCalls(server);
    private final Map<String, String> resourceServer = OAuthCalls.basic(OAuthClients.RESOURCE_SERVER, server.clients().secret());

    @Test
    @DisplayName("SMART 2.2: an app's live token is told with scope, client_id, exp, patient, iss, sub, fhirUser and token_type")
    void active() {
        Person person = Person.of(server);
        JsonNode tokens = new Launch(server).tokens(person);
        Map<String, Object> told = OAuthCalls.json(calls.introspect(tokens.path("access_token").asText(), resourceServer));
        assertThat(told).containsEntry("active", true).containsEntry("client_id", Launch.APP).containsEntry("token_type", "Bearer")
                .containsEntry("iss", server.root()).containsEntry("sub", person.account()).containsEntry("patient", person.record().id())
                .containsEntry("fhirUser", server.api().base() + "/Patient/" + person.record().id());
        assertThat(String.valueOf(told.get("scope")).split(" ")).contains("patient/Observation.rs", "launch/patient");
        assertThat(told.get("exp")).isInstanceOf(Integer.class);
        assertThat(((Integer) told.get("exp")).longValue()).isGreaterThan(server.clock().instant().getEpochSecond());
        Map<String, Object> refresh = OAuthCalls.json(calls.introspect(tokens.path("refresh_token").asText(), resourceServer));
        assertThat(refresh).containsEntry("active", true).containsEntry("client_id", Launch.APP).containsKeys("exp", "scope").doesNotContainKey("token_type");
    }

    @Test
    @DisplayName("A structure's token is told as that structure's, to a resource server and to the structure's own software")
    void structure() {
        String token = calls.structureToken();
        assertThat(OAuthCalls.json(calls.introspect(token, resourceServer))).containsEntry("active", true).containsEntry("sub", OAuthClients.STRUCTURE_ID)
                .containsEntry("client_id", OAuthClients.STRUCTURE).containsEntry("scope", "system/DocumentReference.c").containsEntry("iss", server.root());
        assertThat(OAuthCalls.json(asked(token, OAuthClients.STRUCTURE))).containsEntry("active", true);
    }

    @Test
    @DisplayName("A client is told nothing about another's token: as if it did not exist")
    void anothers() {
        String token = new Launch(server).tokens(Person.of(server)).path("access_token").asText();
        assertThat(asked(token, OAuthClients.STRUCTURE).text()).isEqualTo(INACTIVE);
        assertThat(asked(token, OAuthClients.KEYED).text()).isEqualTo(INACTIVE);
        assertThat(asked(calls.structureToken(), OAuthClients.STRUCTURE_BY_URI).text()).isEqualTo(INACTIVE);
        assertThat(calls.introspect(token, bearer(calls.structureToken())).text()).isEqualTo(INACTIVE);
    }

    @Test
    @DisplayName("SMART 2.2: a live access token stands for its client; a dead or foreign one is 401 with the Bearer challenge")
    void bearer() {
        JsonNode tokens = new Launch(server).tokens(Person.of(server));
        String access = tokens.path("access_token").asText();
        assertThat(OAuthCalls.json(calls.introspect(access, bearer(access)))).containsEntry("active", true).containsEntry("client_id", Launch.APP);
        assertThat(OAuthCalls.json(calls.introspect(tokens.path("refresh_token").asText(), bearer(access)))).containsEntry("active", true);
        for (String bad : new String[] {"rien", tokens.path("refresh_token").asText(), server.tokens().holder("1"), ""}) {
            Reply refused = calls.introspect(access, bearer(bad));
            assertThat(refused.status()).as(bad).isEqualTo(401);
        }
        assertThat(calls.introspect(access, bearer("rien")).header("WWW-Authenticate")).startsWith("Bearer");
        try (var later = server.clock().moved(Duration.ofHours(2))) {
            assertThat(calls.introspect(access, bearer(access)).status()).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("What is no live token of this server is {\"active\":false} and nothing else")
    void inactive() {
        Map<String, String> dead = new LinkedHashMap<>();
        Launch launch = new Launch(server);
        Person person = Person.of(server);
        String code = launch.code(person);
        assertThat(told(code)).as("a code is nobody's to ask about").isEqualTo(INACTIVE);
        JsonNode tokens = Launch.json(launch.exchanged(code), 200);
        JsonNode next = Launch.json(launch.refreshed(tokens.path("refresh_token").asText()), 200);
        dead.put("unknown", "rien");
        dead.put("a used code", code);
        dead.put("a used refresh token", tokens.path("refresh_token").asText());
        dead.put("an identity token", tokens.path("id_token").asText());
        dead.put("another issuer's token", server.tokens().holder(person.record().id()));
        dead.put("an access token with something added", next.path("access_token").asText() + "A");
        dead.forEach((what, token) -> assertThat(told(token)).as(what).isEqualTo(INACTIVE));
        String access = next.path("access_token").asText();
        assertThat(told(access)).as("asking about a used refresh token is not using it").contains("\"active\":true");
        try (var later = server.clock().moved(Duration.ofHours(2))) {
            assertThat(told(access)).as("ended").isEqualTo(INACTIVE);
        }
    }

    @Test
    @DisplayName("A pairing that ended takes its tokens with it at the very next question")
    void deadPairing() {
        JsonNode tokens = new Launch(server).tokens(Person.of(server));
        String access = tokens.path("access_token").asText();
        assertThat(told(access)).contains("\"active\":true");
        assertThat(server.bean(Pairings.class).end(Launch.claims(access).path("pairing").asText(), "disconnected")).isTrue();
        assertThat(told(access)).isEqualTo(INACTIVE);
        assertThat(told(tokens.path("refresh_token").asText())).isEqualTo(INACTIVE);
    }

    @Test
    @DisplayName("S6.1: the tokens of an app that is taken offline are inactive, never an error; back online they are what they were")
    void offline() {
        Launch launch = new Launch(server).with("client_id", Launch.CONFIDENTIAL);
        Map<String, String> itself = OAuthCalls.basic(Launch.CONFIDENTIAL, OAuthClients.ITS_SECRET);
        JsonNode tokens = Launch.json(launch.token(Map.of("grant_type", "authorization_code", "code", launch.code(Person.of(server)), "redirect_uri", Launch.REDIRECT,
                "code_verifier", Launch.VERIFIER), itself), 200);
        String access = tokens.path("access_token").asText();
        String refresh = tokens.path("refresh_token").asText();
        try {
            server.clients().withSecret().offline().enter(server);
            assertThat(told(access)).isEqualTo(INACTIVE);
            assertThat(told(refresh)).isEqualTo(INACTIVE);
            ClientAssertionTest.refused(launch.token(Map.of("grant_type", "refresh_token", "refresh_token", refresh), itself));
        } finally {
            server.clients().withSecret().enter(server);
        }
        assertThat(told(access)).contains("\"active\":true");
    }

    @Test
    @DisplayName("A question without a token, or with two, is invalid_request")
    void unclear() {
        assertThat(OAuthCalls.json(calls.post("/oauth2/introspect", Map.of(), resourceServer))).containsEntry("error", "invalid_request");
    }

    private String told(String token) {
        Reply reply = calls.introspect(token, resourceServer);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.text();
    }

    private Reply asked(String token, String client) {
        return calls.post("/oauth2/introspect", Map.of("token", token, "client_assertion_type", OAuthCalls.JWT_BEARER, "client_assertion", calls.assertion(client).text()), Map.of());
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }
}
