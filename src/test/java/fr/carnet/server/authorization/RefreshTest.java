package fr.carnet.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.carnet.server.authorization.token.Pairings;
import fr.carnet.server.support.Launch;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.Person;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Refresh tokens: for one use, for their client, for what was granted or less, for as long as the pairing lasts (RFC 6749, 6; RFC 9700, 4.14.2). */
class RefreshTest {

    private static final String BASIC = "Basic " + Base64.getEncoder().encodeToString((Launch.CONFIDENTIAL + ":" + OAuthClients.ITS_SECRET).getBytes(StandardCharsets.UTF_8));

    private final TestServer server = TestServer.running();

    @Test
    @DisplayName("A refresh token that comes twice was copied: the pairing ends, with its newest tokens too, and the history says so")
    void replay() {
        Connected first = Connected.to(server);
        JsonNode second = Launch.json(first.launch().refreshed(first.refresh()), 200);
        Connected newest = new Connected(server, first.person(), first.launch(), Launch.json(first.launch().refreshed(second.path("refresh_token").asText()), 200));
        assertThat(newest.call().status()).isEqualTo(200);
        assertThat(Launch.json(first.launch().refreshed(first.refresh()), 400).path("error").asText()).isEqualTo("invalid_grant");
        newest.assertEnded("refresh-token-replayed");
    }

    @Test
    @DisplayName("Of ten that present a refresh token at once, one at most gets tokens, and they are good for nothing")
    void race() {
        Connected connected = Connected.to(server);
        long granted = IntStream.range(0, 10).parallel().mapToObj(n -> connected.launch().refreshed(connected.refresh())).filter(reply -> reply.status() == 200).count();
        assertThat(granted).isEqualTo(1);
        connected.assertEnded("refresh-token-replayed");
    }

    @Test
    @DisplayName("A refresh may ask for less, never for more; a refusal leaves the token good and stands in the history")
    void scopes() {
        Connected connected = Connected.to(server);
        for (String wider : new String[] {"patient/DocumentReference.rs", "patient/Observation.rs patient/DocumentReference.rs", "patient/*.cruds"}) {
            JsonNode refused = Launch.json(refreshed(connected, wider), 400);
            assertThat(refused.path("error").asText()).isEqualTo("invalid_scope");
        }
        assertThat(connected.history()).contains("S6.1 pairing-refused-invalid_scope");
        JsonNode narrower = Launch.json(refreshed(connected, "patient/Observation.rs"), 200);
        assertThat(narrower.path("scope").asText()).isEqualTo("patient/Observation.rs");
        assertThat(Launch.claims(narrower.path("access_token").asText()).path("scope").asText()).isEqualTo("patient/Observation.rs");
        JsonNode again = Launch.json(connected.launch().refreshed(narrower.path("refresh_token").asText()), 200);
        assertThat(again.path("scope").asText().split(" ")).as("without scope: what was granted").containsExactlyInAnyOrder(Launch.SCOPES.split(" "));
    }

    @Test
    @DisplayName("A refresh token is its client's: another one gets nothing, and the client's own stays good")
    void ofAnotherClient() {
        Connected connected = Connected.to(server);
        JsonNode refused = Launch.json(connected.launch().token(Map.of("grant_type", "refresh_token", "refresh_token", connected.refresh()), Map.of("Authorization", BASIC)), 400);
        assertThat(refused.path("error").asText()).isEqualTo("invalid_grant");
        assertThat(connected.history()).contains("S6.1 pairing-refused-invalid_grant");
        assertThat(connected.launch().refreshed(connected.refresh()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("Without offline_access there is no refresh token, with online_access neither, and online_access is not granted")
    void offlineOnly() {
        Person person = Person.of(server);
        JsonNode tokens = new Launch(server).with("scope", "launch/patient online_access patient/Observation.rs").tokens(person);
        assertThat(tokens.has("refresh_token")).isFalse();
        assertThat(tokens.path("scope").asText()).doesNotContain("online_access");
    }

    @Test
    @DisplayName("Ending the pairing binds the very next request: call and refresh")
    void ended() {
        Connected connected = Connected.to(server);
        assertThat(connected.call().status()).isEqualTo(200);
        assertThat(server.bean(Pairings.class).endAll(connected.person().record().id(), Launch.APP, "disconnected")).isEqualTo(1);
        connected.assertEnded("disconnected");
        assertThat(server.bean(Pairings.class).end(connected.pairing(), "again")).isFalse();
    }

    @Test
    @DisplayName("A refresh token lasts as configured, by the server's clock, counted anew at each refresh")
    void expires() {
        Connected connected = Connected.to(server);
        JsonNode second;
        try (TestClock.Moved later = server.clock().moved(Duration.ofDays(179))) {
            second = Launch.json(connected.launch().refreshed(connected.refresh()), 200);
        }
        try (TestClock.Moved later = server.clock().moved(Duration.ofDays(358))) {
            second = Launch.json(connected.launch().refreshed(second.path("refresh_token").asText()), 200);
        }
        try (TestClock.Moved later = server.clock().moved(Duration.ofDays(358 + 181))) {
            assertThat(Launch.json(connected.launch().refreshed(second.path("refresh_token").asText()), 400).path("error").asText()).isEqualTo("invalid_grant");
        }
    }

    @Test
    @DisplayName("A representative's app is connected to the child's record as the representative; when the delegation is over, the refresh is refused and the pairing ends")
    void delegationOver() {
        Records.Opened child = server.records().open(LocalDate.now(server.clock()).minusYears(17).minusMonths(11));
        Person parent = Person.of(server);
        String relatedPerson = RepresentedRecords.parent(server, child, parent);
        Launch launch = new Launch(server);
        String code = Launch.query(launch.consented(launch.loggedIn(parent), Map.of("patient", child.id()), Launch.SCOPES.split(" ")).location()).get("code");
        JsonNode tokens = Launch.json(launch.exchanged(code), 200);
        assertThat(tokens.path("patient").asText()).isEqualTo(child.id());
        assertThat(Launch.claims(tokens.path("id_token").asText()).path("fhirUser").asText()).isEqualTo(server.api().base() + "/RelatedPerson/" + relatedPerson);
        String pairing = Launch.claims(tokens.path("access_token").asText()).path("pairing").asText();
        try (TestClock.Moved grownUp = server.clock().moved(Duration.ofDays(62))) {
            assertThat(Launch.json(launch.refreshed(tokens.path("refresh_token").asText()), 400).path("error").asText()).isEqualTo("invalid_grant");
        }
        assertThat(server.bean(Pairings.class).find(pairing).orElseThrow().endReason()).contains("no-longer-allowed");
        assertThat(server.bean(Pairings.class).find(UUID.randomUUID().toString())).isEmpty();
    }

    private static Reply refreshed(Connected connected, String scope) {
        return connected.launch().token(Map.of("grant_type", "refresh_token", "refresh_token", connected.refresh(), "client_id", Launch.APP, "scope", scope));
    }
}
