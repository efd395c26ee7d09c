package fr.carnet.server.authorization.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import fr.carnet.server.storage.RecurringJob;
import fr.carnet.server.support.Assertion;
import fr.carnet.server.support.CapturedLog;
import fr.carnet.server.support.OAuthCalls;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** SMART App Launch 2.2, asymmetric client authentication; RFC 7523 section 3: what proves who a client is, and what does not. */
class ClientAssertionTest {

    private final TestServer server = TestServer.running();
    private final OAuthCalls calls = new OAuthCalls(server);
    private final RSAKey rsa = server.clients().rsa();
    private final ECKey ec = server.clients().ec();

    @TestFactory
    @DisplayName("Taken: RS384 and ES384, aud the token endpoint or the issuer, with and without client_id, typ, nbf and iat")
    Stream<DynamicTest> taken() {
        Map<String, Assertion> good = new LinkedHashMap<>();
        good.put("RS384", of());
        good.put("ES384", of().with(ec));
        good.put("aud is the issuer", of().claim("aud", server.root()));
        good.put("aud names others too", of().claim("aud", List.of("https://ailleurs.example.org", calls.tokenEndpoint())));
        good.put("no typ", of().header("typ", null));
        good.put("nbf and iat", of().at("nbf", Duration.ofSeconds(-5)).at("iat", Duration.ofSeconds(-5)));
        good.put("exp five minutes ahead", of().ends(Duration.ofMinutes(5)));
        return good.entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(), () -> assertThat(calls.backend(each.getValue().text()).status()).isEqualTo(200)));
    }

    @Test
    @DisplayName("client_id beside the assertion is not needed, and may be there; another one is refused")
    void clientId() {
        assertThat(withClientId(OAuthClients.STRUCTURE).status()).isEqualTo(200);
        refused(withClientId(OAuthClients.STRUCTURE_BY_URI));
    }

    @TestFactory
    @DisplayName("Refused, with 401 and the same body whatever is wrong; the log tells why, without the assertion")
    Stream<DynamicTest> refused() throws JOSEException {
        JWK stranger = new RSAKeyGenerator(2048).keyID(rsa.getKeyID()).algorithm(JWSAlgorithm.RS384).generate();
        JWK secret = new OctetSequenceKey.Builder(rsa.toRSAPublicKey().getEncoded()).algorithm(JWSAlgorithm.HS384).keyID(rsa.getKeyID()).build();
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("iss somebody else", of().claim("iss", "inconnu").text());
        bad.put("sub somebody else", of().claim("sub", OAuthClients.STRUCTURE_BY_URI).text());
        bad.put("no iss", of().claim("iss", null).text());
        bad.put("aud another server", of().claim("aud", "https://ailleurs.example.org/oauth2/token").text());
        bad.put("aud the FHIR base", of().claim("aud", server.api().base()).text());
        bad.put("aud the issuer with a slash", of().claim("aud", server.root() + "/").text());
        bad.put("no aud", of().claim("aud", null).text());
        bad.put("no exp", of().claim("exp", null).text());
        bad.put("ended", of().ends(Duration.ofMinutes(-1)).text());
        bad.put("exp ten minutes ahead", of().ends(Duration.ofMinutes(10)).text());
        bad.put("nbf ahead", of().at("nbf", Duration.ofMinutes(2)).text());
        bad.put("iat ahead", of().at("iat", Duration.ofMinutes(2)).text());
        bad.put("no jti", of().claim("jti", null).text());
        bad.put("blank jti", of().claim("jti", " ").text());
        bad.put("endless jti", of().claim("jti", "j".repeat(300)).text());
        bad.put("jti with a NUL", of().claim("jti", "a\0b").text());
        bad.put("no kid", of().header("kid", null).text());
        bad.put("unknown kid", of().header("kid", "inconnu").text());
        bad.put("kid of the key of another type", of().header("kid", ec.getKeyID()).text());
        bad.put("signed by a stranger under a known kid", of().signedBy(stranger).text());
        bad.put("RS256", of().header("alg", "RS256").text());
        bad.put("HS384 with the public key as secret", of().header("alg", "HS384").signedBy(secret).text());
        bad.put("alg none", of().header("alg", "none").byHand(""));
        bad.put("alg of another type than the key", of().header("alg", "ES384").byHand("AAAA"));
        bad.put("typ something else", of().header("typ", "at+jwt").text());
        bad.put("a key of its own", of().signedBy(stranger).header("jwk", stranger.toPublicJWK().toJSONObject()).text());
        bad.put("jku where no address is registered", of().header("jku", server.clients().remoteKeys().uri()).text());
        bad.put("jku not the registered address", calls.assertion(OAuthClients.STRUCTURE_BY_URI).header("jku", server.clients().remoteKeys().uri() + "?autre").text());
        bad.put("crit", of().header("crit", List.of("x")).header("x", true).byHand("AAAA"));
        bad.put("a client that has a secret", calls.assertion(OAuthClients.RESOURCE_SERVER).text());
        bad.put("an offline app", calls.assertion("hors-ligne").text());
        bad.put("no JWT", "rien");
        bad.put("too long", of().claim("more", "x".repeat(20_000)).text());
        bad.put("another's access token", server.tokens().structure(OAuthClients.STRUCTURE_ID));
        return bad.entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
            try (CapturedLog log = new CapturedLog()) {
                refused(calls.backend(each.getValue()));
                assertThat(log.text()).contains("client authentication refused").doesNotContain(each.getValue());
            }
        }));
    }

    @Test
    @DisplayName("A jti is good once for its client, also when eight come at the same moment; another client may have the same")
    void replay() {
        String jti = "jti-" + System.nanoTime();
        String once = of().claim("jti", jti).text();
        List<Integer> answers = IntStream.range(0, 8).parallel().mapToObj(n -> calls.backend(once).status()).toList();
        assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
        assertThat(answers).filteredOn(status -> status == 401).hasSize(7);
        refused(calls.backend(of().claim("jti", jti).with(ec).text()));
        assertThat(calls.backend(calls.assertion(OAuthClients.STRUCTURE_BY_URI).claim("jti", jti).text()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("What was refused for another reason has not used its jti up")
    void refusedIsNotUsed() {
        assertThat(calls.backend(of().claim("jti", "encore").signedBy(rsa).header("kid", "inconnu").text()).status()).isEqualTo(401);
        assertThat(calls.backend(of().claim("jti", "encore").text()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("Used assertions are forgotten when they would hold no longer, and not before")
    void forgotten() {
        calls.backend(of().claim("jti", "a-oublier").text());
        RecurringJob job = server.bean("clientAssertionJob", RecurringJob.class);
        job.work().run();
        assertThat(kept("a-oublier")).isEqualTo(1);
        try (var later = server.clock().moved(Duration.ofMinutes(6))) {
            job.work().run();
        }
        assertThat(kept("a-oublier")).isZero();
    }

    private int kept(String jti) {
        return server.database().sql("select count(*) from carnet.client_assertion where jti = ?").param(jti).query(Integer.class).single();
    }

    private Assertion of() {
        return calls.assertion(OAuthClients.STRUCTURE);
    }

    private Reply withClientId(String client) {
        return calls.post("/oauth2/token", Map.of("grant_type", "client_credentials", "scope", "system/DocumentReference.c", "client_id", client,
                "client_assertion_type", OAuthCalls.JWT_BEARER, "client_assertion", of().text()), Map.of());
    }

    static void refused(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(401);
        assertThat(reply.text()).isEqualTo("{\"error\":\"invalid_client\"}");
    }
}
