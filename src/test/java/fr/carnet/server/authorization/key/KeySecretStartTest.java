package fr.carnet.server.authorization.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import fr.carnet.server.config.RefusedSettingException;
import fr.carnet.server.support.CapturedLog;
import fr.carnet.server.support.TestServer;
import java.text.ParseException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The signing keys of a whole server: published as JWKS, opened by the right secret alone. */
class KeySecretStartTest {

    private static final String SECRET = "carnet.authorization.key-secret";

    private final TestServer server = TestServer.running();

    @Test
    @DisplayName("The JWKS has public halves only, RS256 of 2048 bits or more, each with a kid")
    void jwks() throws ParseException {
        JWKSet keys = JWKSet.parse(server.api().get(null, server.root() + "/oauth2/jwks").text());
        assertThat(keys.getKeys()).isNotEmpty().noneMatch(JWK::isPrivate).allSatisfy(key -> {
            assertThat(key.getKeyID()).isNotBlank();
            assertThat(key.size()).isGreaterThanOrEqualTo(2048);
            assertThat(key.getAlgorithm().getName()).isEqualTo("RS256");
            assertThat(key.toJSONObject()).doesNotContainKeys("d", "p", "q");
        });
    }

    @Test
    @DisplayName("A node with another secret does not start on the same database; neither its message nor its log tells a secret")
    void anotherSecret() {
        String wrong = "YXV0cmVhdXRyZWF1dHJlYXV0cmVhdXRyZWF1dHJlYXU=";
        String database = "jdbc:postgresql://localhost:" + server.database().sql("select current_setting('port')").query(String.class).single() + "/postgres";
        try (CapturedLog log = new CapturedLog()) {
            assertThatThrownBy(() -> TestServer.on(database, server.clock(), server.issuers(), Map.of(SECRET, wrong)))
                    .hasRootCauseInstanceOf(RefusedSettingException.class).rootCause().hasMessageContaining(SECRET).hasMessageNotContaining(wrong);
            assertThat(log.text()).contains(SECRET).doesNotContain(wrong);
        }
    }
}
