package fr.carnet.server.authorization.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import fr.carnet.server.support.Api;
import fr.carnet.server.support.ProSanteConnectSite;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestIssuers;
import fr.carnet.server.support.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 8693 2.2.2: what is wrong, or not believed, is refused with the exact error, and nothing is issued. */
class RefusedExchangeTest {

    private static final Map<String, Object> DOCTOR = Bench.doctor("810000000825");
    private static final Map<String, Object> TWO = Bench.professional("810000000836", Tokens.exercise("10", "SM54", null), Tokens.exercise("28", null, null));
    private static final Map<String, Object> TWICE = Bench.professional("810000000847", Tokens.exercise("10", "SM54", null), Tokens.exercise("10", "SM26", null));

    private final Bench bench = Bench.shared();

    record Case(String name, String error, Function<Bench, Map<String, String>> asking) {
        @Override
        public String toString() {
            return name + ": " + error;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("RFC 8693 2.2.2, from a client that its certificate authenticates")
    void refused(Case one) {
        Map<String, String> asking = one.asking().apply(bench);
        long before = issued();
        Exchanges.assertRefused(bench.byCertificate(asking), 400, one.error());
        assertThat(issued()).isEqualTo(before);
        assertThat(bench.byCertificate(Bench.asking(bench.connect.login(DOCTOR))).status()).as("a good request still gets its token").isEqualTo(200);
    }

    static Stream<Case> cases() {
        Instant now = Instant.now();
        return Stream.of(
                parameter("no scope", "invalid_request", asking -> asking.remove("scope")),
                parameter("blank scope", "invalid_request", asking -> asking.put("scope", " ")),
                parameter("a scope that the client is not registered for", "invalid_scope", asking -> asking.put("scope", Bench.SCOPE + " system/*.cruds")),
                parameter("no subject token", "invalid_request", asking -> asking.remove("subject_token")),
                parameter("no subject token type", "invalid_request", asking -> asking.remove("subject_token_type")),
                parameter("an identity token as subject", "invalid_request", asking -> asking.put("subject_token_type", "urn:ietf:params:oauth:token-type:id_token")),
                parameter("a SAML assertion as subject", "invalid_request", asking -> asking.put("subject_token_type", "urn:ietf:params:oauth:token-type:saml2")),
                parameter("a refresh token asked for", "invalid_request", asking -> asking.put("requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token")),
                parameter("another audience", "invalid_target", asking -> asking.put("audience", "https://ailleurs.example.org")),
                parameter("another resource", "invalid_target", asking -> asking.put("resource", "https://ailleurs.example.org/fhir")),
                parameter("an actor token without its type", "invalid_request", asking -> asking.put("actor_token", Bench.plain(Bench.actor("10C").build()))),
                parameter("an actor token type without token", "invalid_request", asking -> asking.put("actor_token_type", Bench.JWT)),
                subject("no JWT", bench -> "pas-un-jeton"),
                subject("an unsigned token", bench -> Bench.plain(bench.connect.claims(DOCTOR).build())),
                subject("an expired token", bench -> bench.connect.sign(bench.connect.claims(DOCTOR).expirationTime(Date.from(now.minusSeconds(1))).build())),
                subject("a token without end", bench -> bench.connect.sign(bench.connect.claims(DOCTOR).expirationTime(null).build())),
                subject("a token of tomorrow", bench -> bench.connect.sign(bench.connect.claims(DOCTOR).issueTime(Date.from(now.plus(Duration.ofDays(1)))).build())),
                subject("another issuer", bench -> bench.connect.sign(bench.connect.claims(DOCTOR).issuer("https://psc.test/auth/realms/autre").build())),
                subject("an identity token of the same issuer", bench -> bench.connect.sign(bench.connect.claims(DOCTOR).claim("typ", "ID").build())),
                subject("somebody else's signature", bench -> new ProSanteConnectSite(Clock.systemUTC()).login(DOCTOR)),
                subject("a token of this server", bench -> Exchanges.token(bench.byCertificate(Bench.asking(bench.connect.login(DOCTOR))))),
                subject("a token of another trusted issuer", bench -> bench.server.tokens().doctor("810000000825")),
                subject("a session that has ended", bench -> {
                    String token = bench.connect.login(DOCTOR);
                    bench.connect.end(token);
                    return token;
                }),
                subject("a token of 20,000 characters", bench -> bench.connect.sign(bench.connect.claims(DOCTOR).claim("x", "x".repeat(20_000)).build())),
                subject("a professional with two exercices, and none chosen", bench -> bench.connect.login(TWO)),
                subject("a professional without exercice", bench -> bench.connect.login(Bench.professional("810000000858"))),
                subject("somebody without national identifier", bench -> {
                    Map<String, Object> nobody = new TreeMap<>(DOCTOR);
                    nobody.put("sub", "f:test:nobody");
                    nobody.remove("SubjectNameID");
                    return bench.connect.login(nobody);
                }),
                actor("an exercice that the professional does not have", TWO, Bench.plain(Bench.actor("60C").build())),
                actor("both exercices at once", TWO, Bench.plain(Bench.actor("10C,28C").build())),
                actor("an exercice that is not one alone", TWICE, Bench.plain(Bench.actor("10C").build())),
                actor("an exercice that the only one is not", DOCTOR, Bench.plain(Bench.actor("28C").build())),
                actor("exercices as a list", TWO, Bench.plain(Bench.actor(null).claim("situation_exercice", List.of("10C", "28C")).build())),
                actor("software without a name", DOCTOR, Bench.plain(new JWTClaimsSet.Builder().claim("lps_id", "LPS-42").claim("lps_version", "7").build())),
                actor("an actor token that has ended", DOCTOR, Bench.plain(Bench.actor("10C").expirationTime(Date.from(now.minusSeconds(60))).build())),
                actor("an actor token that is no JWT", DOCTOR, "10C"),
                actor("an actor token signed with a key that is not the client's", DOCTOR, new ProSanteConnectSite(Clock.systemUTC()).sign(Bench.actor("10C").build())));
    }

    @Test
    @DisplayName("Unsigned actor tokens are taken under mTLS only; without it the client's key signs, for a client of its own name and for a time")
    void actorWithoutMtls() {
        Date soon = Date.from(Instant.now().plusSeconds(120));
        refusedByKey(Bench.plain(Bench.actor("28C").issuer(Bench.BY_KEY).expirationTime(soon).build()));
        refusedByKey(bench.signedByClient(Bench.actor("28C").issuer(Bench.BY_KEY).build()));
        refusedByKey(bench.signedByClient(Bench.actor("28C").issuer("un-autre").expirationTime(soon).build()));
        refusedByKey(bench.connect.sign(Bench.actor("28C").issuer(Bench.BY_KEY).expirationTime(soon).build()));
        assertThat(byKey(bench.signedByClient(Bench.actor("28C").issuer(Bench.BY_KEY).expirationTime(soon).build())).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("Only confidential professional software exchanges: a public app, a structure's software and an unknown client do not")
    void otherClients() {
        Map<String, String> asking = Bench.asking(bench.connect.login(DOCTOR));
        asking.put("client_id", TestIssuers.FIRST_PARTY);
        assertThat(bench.token(bench.without, asking).status()).isIn(400, 401);
        asking.put("client_id", "inconnu");
        Exchanges.assertRefused(bench.token(bench.withCertificate, asking), 401, "invalid_client");
        asking.put("client_id", Bench.BY_CERTIFICATE);
        Exchanges.assertRefused(bench.token(bench.withAnother, asking), 401, "invalid_client");
        assertThat(bench.token(bench.without, asking).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("Tokens have no place in addresses")
    void query() {
        Map<String, String> asking = Bench.asking(bench.connect.login(DOCTOR));
        asking.put("client_id", Bench.BY_CERTIFICATE);
        Reply reply = new Api(bench.server.root(), bench.withCertificate).send("POST", null, "/oauth2/token?scope=" + Bench.SCOPE,
                Bench.body(asking).getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "application/x-www-form-urlencoded"));
        Exchanges.assertRefused(reply, 400, "invalid_request");
    }

    private void refusedByKey(String actor) {
        Exchanges.assertRefused(byKey(actor), 400, "invalid_request");
    }

    private Reply byKey(String actor) {
        Map<String, String> asking = Bench.asking(bench.connect.login(TWO));
        asking.putAll(Map.of("actor_token", actor, "actor_token_type", Bench.JWT));
        return bench.byKey(bench.without, asking);
    }

    private static Case parameter(String name, String error, Consumer<Map<String, String>> change) {
        return new Case(name, error, bench -> {
            Map<String, String> asking = Bench.asking(bench.connect.login(DOCTOR));
            change.accept(asking);
            return asking;
        });
    }

    private static Case subject(String name, Function<Bench, String> token) {
        return new Case(name, "invalid_request", bench -> Bench.asking(token.apply(bench)));
    }

    private static Case actor(String name, Map<String, Object> professional, String token) {
        return new Case(name, "invalid_request", bench -> {
            Map<String, String> asking = Bench.asking(bench.connect.login(professional));
            asking.putAll(Map.of("actor_token", token, "actor_token_type", Bench.JWT));
            return asking;
        });
    }

    private long issued() {
        return bench.server.database().sql("select count(*) from carnet.oauth2_authorization").query(Long.class).single();
    }
}
