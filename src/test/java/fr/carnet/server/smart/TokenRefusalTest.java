package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.TestServer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Token requests that are wrong: the exact OAuth error, and nothing given. */
class TokenRefusalTest {

    private final TestServer server = TestServer.running();
    private final OAuth oauth = new OAuth(server);
    private final Cast cast = Cast.of(server);
    private final SmartApp app = cast.publicApp();

    @Test
    @Tag("PKCE-02")
    @DisplayName("code_verifier missing or blank: refused, and the code is worth nothing afterwards")
    void noVerifier() {
        for (String blank : new String[] {null, "", " "}) {
            Pkce pkce = Pkce.fresh();
            Parameters right = app.exchange(code(pkce), pkce.verifier());
            refused(blank == null ? right.without("code_verifier") : right.with("code_verifier", blank), "invalid_grant", "invalid_request", "invalid_client");
        }
    }

    @Test
    @Tag("PKCE-03")
    @DisplayName("code_verifier wrong: invalid_grant")
    void wrongVerifier() {
        Pkce pkce = Pkce.fresh();
        refused(app.exchange(code(pkce), Pkce.fresh().verifier()), "invalid_grant");
    }

    @Test
    @Tag("PKCE-04")
    @DisplayName("code_verifier equal to the challenge: invalid_grant, for a confidential client too")
    void verifierIsChallenge() {
        Pkce pkce = Pkce.fresh();
        refused(app.exchange(code(pkce), pkce.challenge()), "invalid_grant");
        SmartApp confidential = cast.confidentialApp();
        String code = cast.holder().code(confidential, confidential.authorization(SmartApp.SCOPE, pkce), Holder.AS_OFFERED, cast.purpose());
        refused(confidential.exchange(code, pkce.challenge()), "invalid_grant");
    }

    @Test
    @Tag("TOKEN-01")
    @DisplayName("A code that was never given: invalid_grant")
    void unknownCode() {
        for (String code : List.of("inconnu", "", "a".repeat(5000), "' or 1=1 --", "\u0000")) {
            refused(app.exchange(code, Pkce.fresh().verifier()), "invalid_grant", "invalid_request");
        }
    }

    @Test
    @Tag("TOKEN-02")
    @DisplayName("A client that nobody referenced: invalid_client")
    void unknownClient() {
        Pkce pkce = Pkce.fresh();
        refused(app.exchange(code(pkce), pkce.verifier()).with("client_id", "personne"), "invalid_client");
        refused(app.exchange(code(pkce), pkce.verifier()).without("client_id"), "invalid_client", "invalid_request");
    }

    @Test
    @Tag("TOKEN-03")
    @DisplayName("A code that was used: invalid_grant, and what it gave ends")
    void replayedCode() {
        Pkce pkce = Pkce.fresh();
        Parameters exchange = app.exchange(code(pkce), pkce.verifier());
        Grant first = Grant.of(app, exchange);
        assertThat(first.get("/Observation?patient=" + first.patient(), cast.purpose()).status()).isEqualTo(200);
        refused(exchange, "invalid_grant");
        assertThat(first.get("/Observation?patient=" + first.patient(), cast.purpose()).status()).isEqualTo(401);
        refused(app.refresh(first.refreshToken()), "invalid_grant");
    }

    @Test
    @Tag("TOKEN-04")
    @DisplayName("A code of another client, or with another redirect URI: invalid_grant")
    void codeOfAnother() {
        Pkce pkce = Pkce.fresh();
        refused(cast.confidentialApp().exchange(code(pkce), pkce.verifier()).with("redirect_uri", app.redirectUri()), "invalid_grant");
        refused(app.exchange(code(pkce), pkce.verifier()).with("redirect_uri", app.redirectUri() + "x"), "invalid_grant");
        refused(app.exchange(code(pkce), pkce.verifier()).without("redirect_uri"), "invalid_grant", "invalid_request");
    }

    @Test
    @Tag("TOKEN-06")
    @DisplayName("A grant type that is not offered: unsupported_grant_type; none: invalid_request; a parameter twice: invalid_request")
    void grantType() {
        Parameters right = app.refresh("x");
        for (String type : List.of("password", "implicit", "urn:ietf:params:oauth:grant-type:device_code")) {
            refused(right.with("grant_type", type), "unsupported_grant_type", "unauthorized_client", "invalid_client", "invalid_request");
        }
        refused(right.without("grant_type"), "invalid_request", "invalid_client");
        OAuth.Answer twice = oauth.postRaw("/oauth2/token", right.encoded() + "&grant_type=refresh_token");
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.text("error")).isEqualTo("invalid_request");
    }

    @Test
    @Tag("REFRESH-05")
    @DisplayName("A refresh token that was never given: invalid_grant")
    void unknownRefreshToken() {
        for (String token : List.of("inconnu", "a".repeat(5000), "eyJhbGciOiJub25lIn0.e30.")) {
            refused(app.refresh(token), "invalid_grant");
        }
        Grant grant = cast.holder().launch(app, SmartApp.SCOPE, cast.purpose());
        refused(app.refresh(grant.accessToken()), "invalid_grant");
    }

    private String code(Pkce pkce) {
        return cast.knownHolder().code(app, app.authorization(SmartApp.SCOPE, pkce), Holder.AS_OFFERED, cast.purpose());
    }

    private void refused(Parameters request, String... errors) {
        OAuth.Answer answer = oauth.token(request);
        assertThat(answer.status()).as(answer.body()).isIn(400, 401);
        assertThat(answer.text("error")).as(answer.body()).isIn((Object[]) errors);
        assertThat(answer.body()).doesNotContain("access_token").doesNotContain("Exception");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }
}
