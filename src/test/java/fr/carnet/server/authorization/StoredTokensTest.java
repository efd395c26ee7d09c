package fr.carnet.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.carnet.server.support.Launch;
import fr.carnet.server.support.Person;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who reads the database holds no token: codes and tokens are stored as SHA-256. */
class StoredTokensTest {

    private final TestServer server = TestServer.running();

    @Test
    @DisplayName("No code and no token stands in any table of the authorization server, nor does the person's INS or password")
    void hashed() {
        Person person = Person.of(server);
        Launch launch = new Launch(server);
        String code = launch.code(person);
        assertThat(everything()).contains("sha256:").doesNotContain(code);
        JsonNode first = Launch.json(launch.exchanged(code), 200);
        JsonNode second = Launch.json(launch.refreshed(first.path("refresh_token").asText()), 200);
        List<String> secrets = Stream.concat(Stream.of(code, person.who().password(), person.record().ins()), Stream.of(first, second)
                .flatMap(tokens -> Stream.of("access_token", "refresh_token", "id_token").map(name -> tokens.path(name).asText()))).toList();
        assertThat(secrets).hasSize(9).allMatch(secret -> secret.length() > 14);
        String stored = everything();
        assertThat(stored).contains(person.account());
        secrets.forEach(secret -> assertThat(stored).doesNotContain(secret));
    }

    @Test
    @DisplayName("A hash is no token: what stands in the database opens nothing")
    void hashIsNoToken() {
        Connected connected = Connected.to(server);
        String hash = server.database().sql("select refresh_token_value from carnet.oauth2_authorization where id = ?").param(connected.pairing()).query(String.class).single();
        assertThat(hash).startsWith("sha256:");
        assertThat(Launch.json(connected.launch().refreshed(hash), 400).path("error").asText()).isEqualTo("invalid_grant");
        assertThat(connected.call().status()).isEqualTo(200);
    }

    private String everything() {
        return String.join("\n", Stream.of("oauth2_authorization", "used_refresh_token", "revoked_token", "pairing")
                .flatMap(table -> server.database().sql("select row_to_json(t)::text from carnet." + table + " t").query(String.class).list().stream()).toList());
    }
}
