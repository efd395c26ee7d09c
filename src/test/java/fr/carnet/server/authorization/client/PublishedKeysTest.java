package fr.carnet.server.authorization.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import fr.carnet.server.support.KeySite;
import fr.carnet.server.support.OAuthCalls;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SMART App Launch 2.2: keys that a client publishes, fetched within limits and kept no longer than it says. */
class PublishedKeysTest {

    private final TestServer server = TestServer.running();
    private final OAuthCalls calls = new OAuthCalls(server);
    private final KeySite site = server.clients().remoteKeys();
    private final RSAKey rsa = server.clients().rsa();
    private final RSAKey next = key("suivante");
    private TestClock.Moved later = server.clock().moved(Duration.ofMinutes(10));

    @AfterEach
    void asBefore() {
        later.close();
        site.answers(200);
        site.mayBeKept("no-store");
        site.serves(OAuthClients.publicKeys(rsa, server.clients().ec()));
    }

    @Test
    @DisplayName("no-store: a key that is withdrawn proves nothing at the very next request, and the new one does")
    void noStore() {
        assertThat(status(rsa)).isEqualTo(200);
        site.serves(OAuthClients.publicKeys(next));
        assertThat(status(rsa)).isEqualTo(401);
        assertThat(status(next)).isEqualTo(200);
    }

    @Test
    @DisplayName("max-age: kept that long, and no longer; a kid that is not known is asked for again before")
    void maxAge() {
        site.mayBeKept("public, max-age=60");
        assertThat(status(rsa)).isEqualTo(200);
        int asked = site.asked();
        assertThat(status(rsa)).isEqualTo(200);
        assertThat(site.asked()).isEqualTo(asked);
        site.serves(OAuthClients.publicKeys(next));
        assertThat(status(next)).as("not again within ten seconds").isEqualTo(401);
        assertThat(site.asked()).isEqualTo(asked);
        later(Duration.ofSeconds(11));
        assertThat(status(next)).isEqualTo(200);
        assertThat(site.asked()).isEqualTo(asked + 1);
        site.serves(OAuthClients.publicKeys(rsa));
        assertThat(status(next)).as("kept").isEqualTo(200);
        later(Duration.ofSeconds(61));
        assertThat(status(next)).as("no longer kept").isEqualTo(401);
    }

    @Test
    @DisplayName("Two keys with one kid: neither proves anything, whatever their types")
    void twoKeys() {
        ECKey twin = new ECKey.Builder(server.clients().ec()).keyID(rsa.getKeyID()).build();
        site.serves(OAuthClients.publicKeys(rsa, twin));
        assertThat(status(rsa)).isEqualTo(401);
        assertThat(calls.backend(calls.assertion(OAuthClients.STRUCTURE_BY_URI, twin).text()).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"302", "404", "500"})
    @DisplayName("An address that answers with anything but keys, or sends elsewhere, proves nothing: 401, never 500")
    void elsewhere(int status) {
        site.answers(status);
        assertThat(status(rsa)).isEqualTo(401);
    }

    @Test
    @DisplayName("An answer beyond the limit, or no JWK Set, proves nothing")
    void unreadable() {
        site.serves("{\"keys\":[]," + "\"x\":\"" + "x".repeat(300_000) + "\"}");
        assertThat(status(rsa)).isEqualTo(401);
        site.serves("<html>");
        assertThat(status(rsa)).isEqualTo(401);
    }

    @Test
    @DisplayName("jku, when it is the registered address, is fine")
    void jku() {
        assertThat(calls.backend(calls.assertion(OAuthClients.STRUCTURE_BY_URI).header("jku", site.uri()).text()).status()).isEqualTo(200);
    }

    private void later(Duration more) {
        server.clock().moved(more);
    }

    private int status(RSAKey key) {
        return calls.backend(calls.assertion(OAuthClients.STRUCTURE_BY_URI, key).text()).status();
    }

    private static RSAKey key(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).algorithm(JWSAlgorithm.RS384).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
