package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import fr.carnet.server.support.TestServer;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SMART App Launch 2.2, "Asymmetric client authentication" and "Backend services": a structure's software, by itself. */
class BackendServicesTest {

    private final TestServer server = TestServer.running();
    private final OAuth oauth = new OAuth(server);
    private final Cast cast = Cast.of(server);
    private final SmartApp backend = cast.backend();
    private final Parameters request = Parameters.of("grant_type", "client_credentials", "scope", cast.backendScope());

    @Test
    @Tag("BACKEND-01")
    @DisplayName("RS384 and ES384 assertions give a Bearer token of at most five minutes, its scope, no refresh token")
    void granted() {
        for (SmartApp one : List.of(backend, cast.backendRsa())) {
            OAuth.Answer answer = oauth.token(one.clientCredentials(cast.backendScope()));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.text("token_type")).isEqualToIgnoringCase("Bearer");
            assertThat(answer.text("scope")).isEqualTo(cast.backendScope());
            assertThat(answer.json().path("expires_in").asInt()).isBetween(1, 300);
            assertThat(answer.json().has("refresh_token")).isFalse();
            assertThat(answer.text("access_token")).isNotBlank();
        }
    }

    @Test
    @Tag("BACKEND-02")
    @DisplayName("A grant type, an assertion type or an assertion that is none: 400 or 401, with the error that OAuth has for it")
    void malformed() {
        OAuth.Answer grantType = oauth.token(backend.clientCredentials(cast.backendScope()).with("grant_type", "not_a_grant_type"));
        assertThat(grantType.status()).isEqualTo(400);
        assertThat(grantType.text("error")).isEqualTo("unsupported_grant_type");
        refused(backend.clientCredentials(cast.backendScope()).with("client_assertion_type", "not_an_assertion_type"), "invalid_client", "invalid_request");
        for (String assertion : List.of("", "not.a.jwt", "a.b", new PlainJWT(backend.claims().build()).serialize())) {
            refused(SmartApp.asserted(request, assertion), "invalid_client", "invalid_request");
        }
        refused(request, "invalid_client", "invalid_request");
        refused(request.with("client_id", backend.id()), "invalid_client", "unauthorized_client", "invalid_request");
    }

    @Test
    @Tag("BACKEND-03")
    @DisplayName("iss, sub or aud that is not as it must be, no exp, no jti: invalid_client")
    void claims() {
        refusedClaims(backend.claims().issuer("personne").build());
        refusedClaims(backend.claims().subject("personne").build());
        refusedClaims(backend.claims().issuer(cast.publicApp().id()).subject(cast.publicApp().id()).build());
        refusedClaims(backend.claims().audience("https://other.example.org/token").build());
        refusedClaims(backend.claims().audience(List.of()).build());
        refusedClaims(backend.claims().expirationTime(null).build());
        refusedClaims(backend.claims().jwtID(null).build());
        refusedClaims(backend.claims().expirationTime(Date.from(server.clock().instant().minus(Duration.ofMinutes(2)))).build());
    }

    @Test
    @Tag("BACKEND-04")
    @DisplayName("A scope beyond what was registered: invalid_scope")
    void scope() {
        for (String wider : List.of("system/*.cruds", "system/Observation.cruds", "patient/*.rs", cast.backendScope() + " system/Consent.cruds", "openid")) {
            OAuth.Answer answer = oauth.token(backend.clientCredentials(wider));
            assertThat(answer.status()).as(wider + answer.body()).isEqualTo(400);
            assertThat(answer.text("error")).as(wider).isEqualTo("invalid_scope");
        }
    }

    @Test
    @Tag("LOCAL-02")
    @DisplayName("An assertion that expires more than five minutes ahead: invalid_client")
    void longLived() {
        refusedClaims(backend.claims().expirationTime(Date.from(server.clock().instant().plus(Duration.ofMinutes(7)))).build());
        refusedClaims(backend.claims().expirationTime(Date.from(server.clock().instant().plus(Duration.ofDays(3650)))).build());
    }

    @Test
    @Tag("LOCAL-04")
    @DisplayName("A jku that is not registered: invalid_client, and nobody is asked for keys there")
    void jku() throws Exception {
        try (Listener listener = new Listener()) {
            JWK own = backend.key().orElseThrow();
            JWK attackers = new ECKeyGenerator(Curve.P_384).keyID(own.getKeyID()).algorithm(JWSAlgorithm.ES384).generate();
            for (JWK key : List.of(own, attackers)) {
                JWSHeader header = new JWSHeader.Builder(backend.header().build()).jwkURL(URI.create(listener.address())).build();
                refused(SmartApp.asserted(request, SmartApp.signed(header, backend.claims().build(), key)), "invalid_client");
            }
            assertThat(listener.calls()).isZero();
        }
    }

    @Test
    @Tag("LOCAL-05")
    @DisplayName("Key confusion: another key under the right kid, a kid that nobody registered, no kid, a key in the header, another algorithm: invalid_client")
    void keyConfusion() throws JOSEException {
        JWK own = backend.key().orElseThrow();
        JWK other = new ECKeyGenerator(Curve.P_384).keyID(own.getKeyID()).algorithm(JWSAlgorithm.ES384).generate();
        refusedHeader(backend.header().build(), other);
        refusedHeader(backend.header().keyID("inconnu").build(), own);
        refusedHeader(backend.header().keyID(null).build(), own);
        refusedHeader(backend.header().jwk(other.toPublicJWK()).build(), other);
        JWK rsa = new RSAKeyGenerator(2048).keyID(own.getKeyID()).algorithm(JWSAlgorithm.RS384).generate();
        refusedHeader(new JWSHeader.Builder(JWSAlgorithm.RS384).keyID(own.getKeyID()).build(), rsa);
        SmartApp confidential = cast.confidentialApp();
        refused(SmartApp.asserted(request, SmartApp.signed(confidential.header().build(), backend.claims().build(), confidential.key().orElseThrow())), "invalid_client");
    }

    private void refusedHeader(JWSHeader header, JWK key) {
        refused(SmartApp.asserted(request, SmartApp.signed(header, backend.claims().build(), key)), "invalid_client");
    }

    private void refusedClaims(JWTClaimsSet claims) {
        refused(with(claims), "invalid_client", "invalid_request");
    }

    private Parameters with(JWTClaimsSet claims) {
        return SmartApp.asserted(request, SmartApp.signed(backend.header().build(), claims, backend.key().orElseThrow()));
    }

    private void refused(Parameters wrong, String... errors) {
        OAuth.Answer answer = oauth.token(wrong);
        assertThat(answer.status()).as(wrong.encoded() + "\n" + answer.body()).isIn(400, 401);
        assertThat(answer.text("error")).as(answer.body()).isIn((Object[]) errors);
        assertThat(answer.body()).doesNotContain("access_token").doesNotContain("Exception");
    }
}
