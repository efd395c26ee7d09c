package fr.carnet.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import fr.carnet.enforcement.hapi.Answers;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.support.OAuthCalls;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/** API 7: an entry that breaks a rule is 422 with the element and the rule, in French and in English, and nothing of its Bundle is stored. */
class CatalogueRefusalTest {

    private final TestServer server = TestServer.instance();
    private final Refusals refusals = new Refusals();

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/spec/catalogue-refused.csv", numLinesToSkip = 1)
    @DisplayName("One change to a good entry, refused by the rule that is named")
    void refused(String what, String found, String instead, String rule, String element) {
        Entries fresh = Entries.fresh();
        Entries wrong = fresh.with(filled(found, fresh), filled(instead, fresh));
        refusals.expect(wrong.call(server.tokens().catalogue()), 422, "business-rule");
        Reply reply = wrong.enter(server);
        assertThat(reply.as(OperationOutcome.class).getIssue()).as(reply.text()).anySatisfy(issue -> {
            assertThat(isBy(rule, issue)).as(reply.text()).isTrue();
            assertThat(issue.getExpression()).singleElement().asString().contains(element);
        });
        assertThat(server.bean(LiveClients.class).find(fresh.client())).isEmpty();
    }

    @Test
    @DisplayName("A good service beside a bad one is not entered either")
    void allOrNothing() {
        Entries good = Entries.fresh();
        Entries bad = Entries.fresh().with("\"MESURER\"", "\"a b\"");
        Entries both = new Entries(good.n(), beside(good, bad));
        Map<String, Long> before = Rows.counted();
        Refusals.assertWellFormed(both.enter(server), 422, "business-rule");
        assertThat(Rows.counted()).isEqualTo(before);
        assertThat(server.bean(LiveClients.class).find(good.client())).isEmpty();
    }

    @Test
    @DisplayName("A referenced service keeps its client id: tokens name it; one purpose code is declared once")
    void conflicts() {
        Entries known = Entries.fresh();
        assertThat(known.enter(server).status()).isEqualTo(200);
        Entries renamed = known.with("\"" + known.client() + "\"", "\"autre-" + known.n() + "\"");
        assertThat(by("app-client-changed", renamed.enter(server))).isTrue();
        String purpose = known.json().substring(known.json().indexOf("{\n      \"url\": \"https://carnet.example.org/fhir/StructureDefinition/finalite-declaree\""),
                known.json().indexOf("\"identifier\": [", known.json().indexOf("finalite-declaree"))).replaceFirst("],\\s*$", "");
        Entries twice = known.with(purpose, purpose + "," + purpose);
        assertThat(by("app-purpose-code", twice.enter(server))).isTrue();
        Entries again = Entries.fresh();
        assertThat(by("app-twice", new Entries(again.n(), beside(again, again)).enter(server))).isTrue();
    }

    @Test
    @DisplayName("A renewal of more than two years is refused, and so is a first period made longer")
    void periods() {
        Entries known = Entries.fresh();
        assertThat(known.enter(server).status()).isEqualTo(200);
        assertThat(by("app-period", known.with("2027-10-31", "2028-10-31").enter(server))).as("not renewed, only made longer").isTrue();
        Entries renewed = known.with("2026-11-01", "2027-11-01");
        assertThat(by("app-period", renewed.with("2027-10-31", "2029-11-01").enter(server))).isTrue();
        assertThat(renewed.with("2027-10-31", "2029-10-31").enter(server).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("Keys are public, signing, strong enough, each under a kid of its own; good ones are entered and shown")
    void keys() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        JWK ec = new ECKeyGenerator(Curve.P_384).keyID("ec").generate();
        JWK secret = new OctetSequenceKeyGenerator(256).keyID("oct").generate();
        Entries good = keyed(List.of(rsa.toPublicJWK(), ec.toPublicJWK()));
        Reply entered = good.enter(server);
        assertThat(entered.status()).as(entered.text()).isEqualTo(200);
        assertThat(server.bean(LiveClients.class).find(good.client()).orElseThrow().credentials().jwks()).isPresent();
        JWK weak = new RSAKeyGenerator(1024, true).keyID("faible").generate().toPublicJWK();
        JWK other = new ECKeyGenerator(Curve.P_521).keyID("courbe").generate().toPublicJWK();
        JWK small = new ECKeyGenerator(Curve.P_256).keyID("p-256").generate().toPublicJWK();
        JWK rs256 = new RSAKey.Builder(rsa.toPublicJWK()).algorithm(JWSAlgorithm.RS256).build();
        JWK encrypting = new RSAKey.Builder(rsa.toPublicJWK()).keyUse(KeyUse.ENCRYPTION).build();
        JWK wrapping = new RSAKey.Builder(rsa.toPublicJWK()).keyOperations(Set.of(KeyOperation.WRAP_KEY)).build();
        for (List<? extends JWK> wrong : List.of(List.of(rsa), List.of(ec.toPublicJWK(), ec), List.of(secret), List.of(rsa.toPublicJWK(), rsa.toPublicJWK()), List.<JWK>of(),
                List.of(weak), List.of(other), List.of(small), List.of(rs256), List.of(encrypting), List.of(wrapping), List.<JWK>of(new RSAKey.Builder(rsa.toPublicJWK()).keyID(null).build()))) {
            Reply reply = keyed(wrong).enter(server);
            assertThat(by("app-keys", reply)).as(reply.text()).isTrue();
            assertThat(reply.text()).doesNotContain(((OctetSequenceKey) secret).getKeyValue().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{noop}motdepasse-en-clair-1234", "{bcrypt}$2a$10$motdepasse-trop-court", "{argon2}$argon2id$v=19$m=16384,t=2,p=1$bW90ZGVwYXNzZQ$bW90ZGVwYXNzZW1vdGRlcGFzc2U",
        "{argon2@SpringSecurity_v5_8}$argon2id$v=19$m=16384,t=2,p=1$bW90ZGVwYXNzZQ$bW90ZGVwYXNzZW1vdGRlcGFzc2U", "$2a$10$cqZ67m7jT37IFt6/cRY1IOciu113TJnQidWiNJsiAiidMZckVfOfS"})
    @DisplayName("A secret's hash is one that the authorization server can check; nothing of it is quoted")
    void secrets(String hash) {
        Reply reply = secret(hash).enter(server);
        assertThat(by("app-secret", reply)).isTrue();
        assertThat(reply.text()).doesNotContain(hash, "motdepasse", "bW90ZGVwYXNzZ");
    }

    @Test
    @DisplayName("What the catalogue takes in works: the client proves itself with the secret of each hash that is accepted")
    void secretsThatWork() {
        Map<String, PasswordEncoder> encoders = Map.of("bcrypt", new BCryptPasswordEncoder(4), "pbkdf2@SpringSecurity_v5_8", Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8());
        OAuthCalls calls = new OAuthCalls(server);
        for (Map.Entry<String, PasswordEncoder> accepted : encoders.entrySet()) {
            Entries entry = secret("{" + accepted.getKey() + "}" + accepted.getValue().encode("un-secret"));
            Reply entered = entry.enter(server);
            assertThat(entered.status()).as(entered.text()).isEqualTo(200);
            assertThat(calls.post("/oauth2/revoke", Map.of("token", "rien"), OAuthCalls.basic(entry.client(), "un-secret")).status()).as(accepted.getKey()).isEqualTo(200);
            assertThat(calls.post("/oauth2/revoke", Map.of("token", "rien"), OAuthCalls.basic(entry.client(), "un-autre")).status()).as(accepted.getKey()).isEqualTo(401);
        }
    }

    /** One Bundle with the entries of both. */
    private static String beside(Entries one, Entries other) {
        String entries = other.json().substring(other.json().indexOf("\"entry\": [") + "\"entry\": [".length());
        return one.json().substring(0, one.json().lastIndexOf(']')) + "," + entries;
    }

    private static Entries secret(String hash) {
        return Entries.fresh().with("\"valueCode\": \"none\"", "\"valueCode\": \"client_secret_basic\"")
                .with("\"url\": \"redirectUri\",", "\"url\": \"secretHash\", \"valueString\": \"" + hash + "\"}, {\"url\": \"redirectUri\",");
    }

    private static Entries keyed(List<? extends JWK> keys) {
        String jwks = "{\"keys\":[" + keys.stream().map(JWK::toJSONString).collect(Collectors.joining(",")) + "]}";
        return Entries.fresh().with("\"valueCode\": \"none\"", "\"valueCode\": \"private_key_jwt\"")
                .with("\"url\": \"redirectUri\",", "\"url\": \"jwks\", \"valueString\": \"" + jwks.replace("\"", "\\\"") + "\"}, {\"url\": \"redirectUri\",");
    }

    private static boolean by(String rule, Reply reply) {
        Refusals.assertWellFormed(reply, 422, "business-rule");
        return reply.as(OperationOutcome.class).getIssue().stream().anyMatch(issue -> isBy(rule, issue));
    }

    private static boolean isBy(String rule, OperationOutcomeIssueComponent issue) {
        return issue.getDiagnostics().startsWith("rule " + rule) || sentence(rule).equals(issue.getDetails().getText());
    }

    /** A rule of a profile has no sentence of its own here. */
    private static String sentence(String rule) {
        try {
            return Answers.text(Refusal.rule("", rule), Locale.FRENCH);
        } catch (MissingResourceException ofAProfile) {
            return "";
        }
    }

    private static String filled(String text, Entries entry) {
        return text.replace("{n}", Integer.toString(entry.n()));
    }
}
