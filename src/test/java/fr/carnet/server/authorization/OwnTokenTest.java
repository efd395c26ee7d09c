package fr.carnet.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.authorization.login.Account;
import fr.carnet.server.authorization.token.Pairings;
import fr.carnet.server.authorization.token.PersonTokens;
import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.EndpointSettings;
import fr.carnet.server.storage.Profiles.Kind;
import fr.carnet.server.storage.Profiles.Profile;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Launch;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** API 2: tokens of the embedded authorization server at the FHIR endpoint. What is not believed, or worth nothing any more, is 401 invalid_token. */
class OwnTokenTest {

    private final TestServer server = TestServer.running();
    private final Connected connected = Connected.to(server);

    @Test
    @DisplayName("An app's token opens what its purpose, its scopes and the holder's consent open, and no more")
    void opens() {
        assertThat(connected.call().status()).as(connected.call().text()).isEqualTo(200);
        Map<String, String> purpose = Map.of("Code-Finalite", "GLYCEMIE");
        assertThat(server.api().get(connected.access(), "/Appointment?patient=" + connected.person().record().id(), purpose).status()).isEqualTo(403);
        assertThat(server.api().get(connected.access(), "/Observation?patient=" + server.records().adult().id(), purpose).status()).isEqualTo(403);
        assertThat(connected.history()).contains("S6.1 pairing-opened");
    }

    @Test
    @DisplayName("It costs one statement more than somebody else's token: pairing and revocation together")
    void oneStatement() {
        String foreign = Apps.token(server, Apps.METER, connected.person().record().id(), "patient/Observation.rs");
        connected.call();
        List<String> others = server.statements().during(() -> connected.call(foreign), 200);
        List<String> own = server.statements().during(connected::call, 200);
        assertThat(own).hasSize(others.size() + 1);
        assertThat(own.get(0)).contains("revoked_token", "carnet.pairing");
    }

    @Test
    @DisplayName("An access token lasts an hour by the server's clock")
    void expires() {
        try (TestClock.Moved later = server.clock().moved(Duration.ofMinutes(59))) {
            assertThat(connected.call().status()).isEqualTo(200);
        }
        try (TestClock.Moved later = server.clock().moved(Duration.ofMinutes(61))) {
            assertThat(connected.call().status()).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("A revoked access token is dead at the next request, and the pairing lasts")
    void revoked() {
        String jti = Launch.claims(connected.access()).path("jti").asText();
        server.database().sql("insert into carnet.revoked_token (jti, expires) values (?, now() + interval '1 hour')").param(jti).update();
        assertThat(connected.call().status()).isEqualTo(401);
        assertThat(connected.endReason()).isEqualTo("null");
    }

    @Test
    @DisplayName("An identity token is no access token")
    void identityToken() {
        assertThat(connected.call(connected.tokens().path("id_token").asText()).status()).isEqualTo(401);
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource(nullValues = "-", value = {"nothing, -, 200", "aud, https://other.example.org/fhir, 401", "aud, glucometre, 401", "iss, https://other.example.org, 401", "token_kind, -, 401",
        "token_kind, support, 401", "token_kind, insurer, 401", "pairing, -, 401", "pairing, x, 401", "pairing, 00000000-0000-4000-8000-000000000000, 401", "client_id, hors-ligne, 401",
        "patient, other, 401", "jti, -, 401", "typ, JWT, 401"})
    @DisplayName("A token with the right signature and anything else wrong is not believed: another audience, no kind, a pairing of another app or another record")
    void claims(String name, String value, int status) {
        assertThat(connected.call(signed(name, value)).status()).isEqualTo(status);
    }

    @Test
    @DisplayName("The pages' token acts as the person itself, for a minute")
    void pages() {
        Records.Opened record = connected.person().record();
        Account account = new Account(connected.person().account(), Records.INS, record.ins(), "Camille MARTIN");
        String token = server.bean(PersonTokens.class).tokenFor(account, new Profile(record.id(), Optional.empty(), "Camille MARTIN", Kind.SELF));
        String consents = "/Consent?patient=" + record.id();
        Reply reply = server.api().get(token, consents);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.ids()).hasSize(1);
        try (TestClock.Moved later = server.clock().moved(Duration.ofSeconds(100))) {
            assertThat(server.api().get(token, consents).status()).isEqualTo(401);
        }
    }

    @Test
    @DisplayName("An app cannot pass for the pages: its client id is in its tokens, and the pairing is its own")
    void notThePages() {
        assertThat(server.bean(Pairings.class).find(connected.pairing()).orElseThrow().clientId()).isEqualTo(Launch.APP);
        assertThat(server.api().get(connected.access(), "/Consent?patient=" + connected.person().record().id()).status()).isIn(400, 403);
    }

    private String signed(String name, String value) {
        Instant now = server.clock().instant();
        Map<String, Object> claims = new LinkedHashMap<>(Map.of("iss", server.bean(AuthorizationSettings.class).issuer(), "aud", List.of(server.bean(EndpointSettings.class).baseUrl()),
                "jti", UUID.randomUUID().toString(), "client_id", Launch.APP, "scope", "patient/Observation.rs", "patient", connected.person().record().id(),
                "fhirUser", "Patient/" + connected.person().record().id(), "token_kind", "smart", "pairing", connected.pairing()));
        if (value == null) {
            claims.remove(name);
        } else if (!"typ".equals(name)) {
            claims.put(name, "aud".equals(name) ? List.of(value) : value);
        }
        String type = "typ".equals(name) ? value : "at+jwt";
        JwtClaimsSet set = JwtClaimsSet.builder().issuedAt(now).expiresAt(now.plusSeconds(300)).claims(all -> all.putAll(claims)).build();
        return server.bean(JwtEncoder.class).encode(JwtEncoderParameters.from(JwsHeader.with(SignatureAlgorithm.RS256).type(type).build(), set)).getTokenValue();
    }
}
