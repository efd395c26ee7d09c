package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** RFC 7662 as SMART App Launch 2.2 has it. */
class IntrospectionTest {

    private static final String INACTIVE = "{\"active\":false}";

    private final TestServer server = TestServer.running();
    private final OAuth oauth = new OAuth(server);
    private final Cast cast = Cast.of(server);

    @Test
    @Tag("INTROSPECT-01")
    @DisplayName("An active token: scope, client_id, exp, patient, iss, sub and fhirUser, as the token response had them")
    void active() throws Exception {
        Grant grant = cast.holder().launch(cast.publicApp(), SmartApp.SCOPE, cast.purpose());
        JsonNode told = asked(grant.accessToken()).json();
        assertThat(told.path("active").asBoolean()).isTrue();
        assertThat(Set.of(told.path("scope").asText().split(" "))).isEqualTo(grant.scopes());
        assertThat(told.path("client_id").asText()).isEqualTo(grant.app().id());
        assertThat(told.path("patient").asText()).isEqualTo(grant.patient());
        assertThat(told.path("exp").asLong()).isGreaterThan(server.clock().instant().getEpochSecond());
        SignedJWT idToken = SignedJWT.parse(grant.answer().text("id_token"));
        assertThat(told.path("iss").asText()).isEqualTo(idToken.getJWTClaimsSet().getIssuer());
        assertThat(told.path("sub").asText()).isEqualTo(idToken.getJWTClaimsSet().getSubject());
        assertThat(told.path("fhirUser").asText()).isEqualTo(idToken.getJWTClaimsSet().getStringClaim("fhirUser"));
    }

    @Test
    @Tag("INTROSPECT-02")
    @DisplayName("A token that is none, was revoked, or belongs to a pairing that ended: active false, and not a word more")
    void inactive() {
        for (String worthless : List.of("worth.no.thing", "inconnu", "a".repeat(5000))) {
            assertThat(asked(worthless).body()).isEqualTo(INACTIVE);
        }
        Grant revoked = cast.holder().launch(cast.publicApp(), SmartApp.SCOPE, cast.purpose());
        assertThat(oauth.post("/oauth2/revoke", revoked.app().authenticated(Parameters.of("token", revoked.refreshToken())), Map.of()).status()).isEqualTo(200);
        assertThat(asked(revoked.accessToken()).body()).isEqualTo(INACTIVE);
        assertThat(asked(revoked.refreshToken()).body()).isEqualTo(INACTIVE);
        Holder holder = cast.holder();
        Grant ended = holder.launch(cast.publicApp(), SmartApp.SCOPE, cast.purpose());
        cast.endPairings(holder);
        assertThat(asked(ended.accessToken()).body()).isEqualTo(INACTIVE);
    }

    @Test
    @Tag("INTROSPECT-03")
    @DisplayName("Nobody else may ask: no authentication, a wrong key, or a third-party app about another's token")
    void whoMayAsk() {
        Grant grant = cast.holder().launch(cast.publicApp(), SmartApp.SCOPE, cast.purpose());
        Parameters question = Parameters.of("token", grant.accessToken());
        assertThat(oauth.post("/oauth2/introspect", question, Map.of()).status()).isIn(400, 401);
        SmartApp other = cast.confidentialApp();
        OAuth.Answer told = oauth.post("/oauth2/introspect", other.authenticated(question), Map.of());
        assertThat(told.body()).doesNotContain("true").doesNotContain(grant.patient());
    }

    private OAuth.Answer asked(String token) {
        OAuth.Answer answer = cast.introspected(token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }
}
