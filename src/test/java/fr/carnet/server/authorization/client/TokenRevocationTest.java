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
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 7009: a client gives its own tokens back, and they are dead at the next question. */
class TokenRevocationTest {

    private final TestServer server = TestServer.running();
    private final OAuthCalls calls = new OAuthCalls(server);
    private final Pairings pairings = server.bean(Pairings.class);

    @Test
    @DisplayName("A refresh token that is revoked ends the pairing: neither it nor the access token is worth anything any more")
    void refreshToken() {
        JsonNode tokens = new Launch(server).tokens(Person.of(server));
        String access = tokens.path("access_token").asText();
        String refresh = tokens.path("refresh_token").asText();
        assertThat(revoked(refresh, Launch.APP).status()).isEqualTo(200);
        assertThat(server.api().get(access, "/Observation").status()).isEqualTo(401);
        assertThat(isLive(access)).isFalse();
        assertThat(pairings.find(Launch.claims(access).path("pairing").asText()).orElseThrow().isLive()).isFalse();
        assertThat(new Launch(server).refreshed(refresh).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("An access token that is revoked is dead alone: the pairing lasts, and the refresh token gives another")
    void accessToken() {
        JsonNode tokens = new Launch(server).tokens(Person.of(server));
        String access = tokens.path("access_token").asText();
        assertThat(server.api().get(access, "/Observation").status()).as("believed").isEqualTo(403);
        assertThat(revoked(access, Launch.APP).status()).isEqualTo(200);
        assertThat(server.api().get(access, "/Observation").status()).as("dead at the very next request").isEqualTo(401);
        assertThat(isLive(access)).isFalse();
        assertThat(pairings.find(Launch.claims(access).path("pairing").asText()).orElseThrow().isLive()).isTrue();
        JsonNode next = Launch.json(new Launch(server).refreshed(tokens.path("refresh_token").asText()), 200);
        assertThat(isLive(next.path("access_token").asText())).isTrue();
        assertThat(isLive(access)).as("dead it stays").isFalse();
    }

    @Test
    @DisplayName("A structure's software revokes its token with its key")
    void structure() {
        String token = calls.structureToken();
        assertThat(isLive(token)).isTrue();
        assertThat(byKey(token, OAuthClients.STRUCTURE).status()).isEqualTo(200);
        assertThat(isLive(token)).isFalse();
    }

    @Test
    @DisplayName("Another client's token is refused and lives on, whoever asks; what is unknown is 200")
    void anothers() {
        JsonNode tokens = new Launch(server).tokens(Person.of(server));
        for (String token : new String[] {tokens.path("access_token").asText(), tokens.path("refresh_token").asText()}) {
            assertThat(byKey(token, OAuthClients.STRUCTURE).status()).isIn(400, 401);
            assertThat(byKey(token, OAuthClients.KEYED).status()).isIn(400, 401);
            ClientAssertionTest.refused(revoked(token, OAuthClients.KEYED));
            assertThat(calls.post("/oauth2/revoke", Map.of("token", token), OAuthCalls.basic(OAuthClients.RESOURCE_SERVER, server.clients().secret())).status()).isIn(400, 401);
            assertThat(isLive(token)).isTrue();
        }
        assertThat(revoked("rien", Launch.APP).status()).isEqualTo(200);
    }

    private boolean isLive(String token) {
        return Boolean.TRUE.equals(OAuthCalls.json(calls.introspect(token, OAuthCalls.basic(OAuthClients.RESOURCE_SERVER, server.clients().secret()))).get("active"));
    }

    private Reply revoked(String token, String client) {
        return calls.post("/oauth2/revoke", Map.of("token", token, "client_id", client), Map.of());
    }

    private Reply byKey(String token, String client) {
        return calls.post("/oauth2/revoke", Map.of("token", token, "client_assertion_type", OAuthCalls.JWT_BEARER, "client_assertion", calls.assertion(client).text()), Map.of());
    }
}
