package fr.carnet.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.carnet.server.support.Launch;
import fr.carnet.server.support.Person;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SMART App Launch 2.2, standalone launch. */
class StandaloneLaunchTest {

    private final TestServer server = TestServer.running();
    private final Person person = Person.of(server);

    @Test
    @DisplayName("Login, consent, code, tokens: the token response says whose record it is, and the access token who may do what, for an hour")
    void launch() {
        Launch launch = new Launch(server);
        Reply reply = launch.exchanged(launch.code(person));
        JsonNode tokens = Launch.json(reply, 200);
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.header("Pragma")).isEqualTo("no-cache");
        assertThat(tokens.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(tokens.path("expires_in").isIntegralNumber()).isTrue();
        assertThat(tokens.path("expires_in").asInt()).isBetween(3590, 3600);
        assertThat(tokens.path("scope").asText().split(" ")).containsExactlyInAnyOrder(Launch.SCOPES.split(" "));
        assertThat(tokens.path("patient").asText()).isEqualTo(person.record().id());
        assertThat(tokens.path("need_patient_banner").isBoolean()).isTrue();
        assertThat(tokens.path("refresh_token").asText()).hasSizeGreaterThan(40);
        JsonNode access = Launch.claims(tokens.path("access_token").asText());
        assertThat(access.path("iss").asText()).isEqualTo(server.root());
        assertThat(access.path("aud").asText()).isEqualTo(server.api().base());
        assertThat(access.path("sub").asText()).isEqualTo(person.account());
        assertThat(access.path("client_id").asText()).isEqualTo(Launch.APP);
        assertThat(access.path("scope").asText().split(" ")).containsExactlyInAnyOrder(Launch.SCOPES.split(" "));
        assertThat(access.path("patient").asText()).isEqualTo(person.record().id());
        assertThat(access.path("fhirUser").asText()).isEqualTo(server.api().base() + "/Patient/" + person.record().id());
        assertThat(access.path("token_kind").asText()).isEqualTo("smart");
        assertThat(access.path("exp").asLong() - access.path("iat").asLong()).isEqualTo(3600);
        assertThat(access.path("pairing").asText()).isNotEmpty();
        JsonNode identity = Launch.claims(tokens.path("id_token").asText());
        assertThat(identity.path("sub").asText()).isEqualTo(person.account());
        assertThat(identity.path("aud").asText()).isEqualTo(Launch.APP);
        assertThat(identity.path("fhirUser").asText()).isEqualTo(access.path("fhirUser").asText());
        assertThat(tokens.toString() + access + identity).doesNotContain(person.record().ins());
    }

    @Test
    @DisplayName("A refresh gives a new access token and a new refresh token, with the record beside them")
    void refresh() {
        Launch launch = new Launch(server);
        JsonNode first = launch.tokens(person);
        JsonNode second = Launch.json(launch.refreshed(first.path("refresh_token").asText()), 200);
        assertThat(second.path("patient").asText()).isEqualTo(person.record().id());
        assertThat(second.path("scope").asText().split(" ")).containsExactlyInAnyOrder(Launch.SCOPES.split(" "));
        assertThat(second.path("refresh_token").asText()).isNotEqualTo(first.path("refresh_token").asText());
        assertThat(second.path("access_token").asText()).isNotEqualTo(first.path("access_token").asText());
    }

    @Test
    @DisplayName("The refusal of a person is told to the app: access_denied with its state")
    void denied() {
        Launch launch = new Launch(server);
        assertThat(Launch.query(launch.consented(launch.loggedIn(person), Map.of("patient", person.record().id())).location()))
                .containsEntry("error", "access_denied").containsKey("state").doesNotContainKey("code");
    }
}
