package fr.carnet.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.carnet.server.support.Launch;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.Person;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code: bound to its client, redirect URI and verifier, good for a minute, once (RFC 6749, 4.1; RFC 7636; SMART App Launch 2.2). */
class CodeTest {

    private static final String BASIC = "Basic " + Base64.getEncoder().encodeToString((Launch.CONFIDENTIAL + ":" + OAuthClients.ITS_SECRET).getBytes(StandardCharsets.UTF_8));

    private final TestServer server = TestServer.running();
    private final Person person = Person.of(server);
    private final Launch launch = new Launch(server);

    @ParameterizedTest(name = "{0}={1}: {2} {3}")
    @CsvSource(delimiter = ';', nullValues = "-", value = {"code_verifier; -; 400; invalid_grant", "code_verifier; ''; 400; invalid_grant", "code_verifier; ' '; 400; invalid_grant",
        "code_verifier; wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong; 400; invalid_grant", "code_verifier; =challenge; 400; invalid_grant", "code; unknown; 400; invalid_grant",
        "redirect_uri; https://app.example.org/cb?x=1; 400; invalid_grant", "redirect_uri; -; 400; invalid_grant", "client_id; nobody; 401; invalid_client", "client_id; -; 400; invalid_request",
        "client_id; portail; 401; invalid_client", "grant_type; nonsense; 400; unsupported_grant_type"})
    @DisplayName("A code that is presented wrongly gives nothing, and is still good for who presents it rightly")
    void wrong(String name, String value, int status, String error) {
        String code = launch.code(person);
        Map<String, String> form = new HashMap<>(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", Launch.REDIRECT, "client_id", Launch.APP, "code_verifier", Launch.VERIFIER));
        form.remove(name);
        if (value != null) {
            form.put(name, value.equals("=challenge") ? Launch.challenge(Launch.VERIFIER) : value);
        }
        JsonNode answer = Launch.json(launch.token(form), status);
        assertThat(answer.path("error").asText()).isEqualTo(error);
        assertThat(answer.has("access_token")).isFalse();
        assertThat(launch.exchanged(code).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("A code of another client gives nothing, and is good for nobody any more")
    void ofAnotherClient() {
        String code = launch.code(person);
        Map<String, String> form = Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", Launch.REDIRECT, "code_verifier", Launch.VERIFIER);
        assertThat(Launch.json(launch.token(form, Map.of("Authorization", BASIC)), 400).path("error").asText()).isEqualTo("invalid_grant");
        assertThat(Launch.json(launch.exchanged(code), 400).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    @DisplayName("A code that comes twice was copied: the pairing ends, with every token that came of it, and the history says so")
    void replay() {
        Launch launched = new Launch(server);
        String code = launched.code(person);
        Connected connected = new Connected(server, person, launched, Launch.json(launched.exchanged(code), 200));
        assertThat(Launch.json(launched.exchanged(code), 400).path("error").asText()).isEqualTo("invalid_grant");
        connected.assertEnded("code-replayed");
    }

    @Test
    @DisplayName("Of ten that present a code at once, one at most gets tokens, and they are good for nothing")
    void race() {
        String code = launch.code(person);
        long granted = IntStream.range(0, 10).parallel().mapToObj(n -> launch.exchanged(code)).filter(reply -> reply.status() == 200).count();
        assertThat(granted).isEqualTo(1);
        assertThat(server.database().sql("select count(*) from carnet.pairing where account_id = ?::uuid and ended is null").param(person.account()).query(Long.class).single()).isZero();
    }

    @Test
    @DisplayName("A code is good for 60 seconds by the server's clock")
    void expires() {
        String late = launch.code(person);
        try (TestClock.Moved later = server.clock().moved(Duration.ofSeconds(61))) {
            assertThat(Launch.json(launch.exchanged(late), 400).path("error").asText()).isEqualTo("invalid_grant");
        }
        String soon = new Launch(server).code(person);
        try (TestClock.Moved later = server.clock().moved(Duration.ofSeconds(50))) {
            assertThat(launch.exchanged(soon).status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("A confidential client proves who it is, and its verifier is asked for all the same")
    void confidential() {
        Launch confidential = new Launch(server).with("client_id", Launch.CONFIDENTIAL);
        Map<String, String> form = new HashMap<>(Map.of("grant_type", "authorization_code", "code", confidential.code(person), "redirect_uri", Launch.REDIRECT));
        assertThat(Launch.json(confidential.token(form, Map.of("Authorization", BASIC)), 400).path("error").asText()).isEqualTo("invalid_grant");
        form.put("code_verifier", Launch.VERIFIER);
        Reply wrongSecret = confidential.token(form, Map.of("Authorization", BASIC.substring(0, BASIC.length() - 4) + "eA=="));
        assertThat(Launch.json(wrongSecret, 401).path("error").asText()).isEqualTo("invalid_client");
        assertThat(confidential.token(form, Map.of("Authorization", BASIC)).status()).isEqualTo(200);
    }
}
