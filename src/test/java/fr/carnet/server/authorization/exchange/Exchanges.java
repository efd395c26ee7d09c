package fr.carnet.server.authorization.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.server.support.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What answers of the token endpoint have in common. */
final class Exchanges {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Exchanges() {
    }

    /** RFC 6749 5.2: the exact error, with words in ASCII, no token and nothing of the insides. */
    static void assertRefused(Reply reply, int status, String error) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        JsonNode json = json(reply);
        assertThat(json.get("error").asText()).as(reply.text()).isEqualTo(error);
        assertThat(json.has("access_token")).isFalse();
        assertThat(reply.text()).matches("[\\x20-\\x7e\\s]+").doesNotContain("eyJ", "Exception", "fr.carnet");
    }

    /** @return the token that was issued */
    static String token(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return json(reply).get("access_token").asText();
    }

    private static JsonNode json(Reply reply) {
        try {
            return JSON.readTree(reply.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
