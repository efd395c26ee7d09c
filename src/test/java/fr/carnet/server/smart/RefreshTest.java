package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SMART App Launch 2.2, "Refresh access token", and OAuth 2.1's rotation. */
class RefreshTest {

    private final TestServer server = TestServer.running();
    private final OAuth oauth = new OAuth(server);
    private final Cast cast = Cast.of(server);

    @Test
    @Tag("REFRESH-01")
    @DisplayName("Twice in a row: new access token, new refresh token, the same scopes and patient; expires_in is there, nothing may be stored")
    void twice() {
        for (SmartApp app : List.of(cast.publicApp(), cast.confidentialApp())) {
            Grant first = launched(app);
            Grant second = first.refreshed();
            Grant third = second.refreshed();
            assertThat(List.of(first.accessToken(), second.accessToken(), third.accessToken())).doesNotHaveDuplicates();
            assertThat(List.of(first.refreshToken(), second.refreshToken(), third.refreshToken())).doesNotHaveDuplicates().noneMatch(String::isBlank);
            assertThat(third.scopes()).isEqualTo(first.scopes());
            assertThat(third.patient()).isEqualTo(first.patient());
            assertThat(third.answer().json().path("expires_in").asInt()).isBetween(60, 3600);
            assertThat(third.answer().text("token_type")).isEqualToIgnoringCase("Bearer");
            assertThat(third.answer().header("Cache-Control")).contains("no-store");
            assertThat(third.answer().header("Pragma")).contains("no-cache");
            assertThat(third.get("/Observation?patient=" + third.patient(), cast.purpose()).status()).isEqualTo(200);
        }
    }

    @Test
    @Tag("REFRESH-02")
    @DisplayName("With fewer scopes: the token has those and no more, and can do no more; what was granted is not lost")
    void fewerScopes() {
        SmartApp app = cast.publicApp();
        Grant first = launched(app);
        Grant narrow = Grant.of(app, app.refresh(first.refreshToken()).with("scope", "patient/Patient.r"));
        assertThat(narrow.scopes()).isEqualTo(Set.of("patient/Patient.r"));
        assertThat(narrow.get("/Observation?patient=" + first.patient(), cast.purpose()).status()).isEqualTo(403);
        assertThat(narrow.get("/Patient/" + first.patient(), cast.purpose()).status()).isEqualTo(200);
        assertThat(narrow.refreshed().scopes()).isEqualTo(first.scopes());
    }

    @Test
    @Tag("REFRESH-03")
    @DisplayName("With a scope that was not granted: invalid_scope, and nothing is given")
    void widerScopes() {
        SmartApp app = cast.publicApp();
        Grant narrow = Grant.of(app, exchangeOf(app, "launch/patient offline_access patient/Observation.r"));
        for (String wider : List.of("patient/Observation.rs", "patient/Observation.cruds", "patient/*.r", "patient/Patient.r", "openid", "patient/Observation.r patient/Patient.r")) {
            OAuth.Answer answer = oauth.token(app.refresh(narrow.refreshToken()).with("scope", wider));
            assertThat(answer.status()).as(wider + answer.body()).isEqualTo(400);
            assertThat(answer.text("error")).as(wider).isEqualTo("invalid_scope");
        }
        assertThat(narrow.refreshed().scopes()).isEqualTo(narrow.scopes());
    }

    @Test
    @Tag("REFRESH-04")
    @DisplayName("A refresh token used twice ends the whole grant: the newer refresh token and every access token with it")
    void reuse() {
        SmartApp app = cast.publicApp();
        Holder holder = cast.holder();
        Grant first = holder.launch(app, SmartApp.SCOPE, cast.purpose());
        Grant second = first.refreshed();
        assertThat(second.get("/Observation?patient=" + second.patient(), cast.purpose()).status()).isEqualTo(200);
        assertThat(oauth.token(app.refresh(first.refreshToken())).text("error")).isEqualTo("invalid_grant");
        assertThat(oauth.token(app.refresh(second.refreshToken())).text("error")).isEqualTo("invalid_grant");
        assertThat(second.get("/Observation?patient=" + second.patient(), cast.purpose()).status()).isEqualTo(401);
        assertThat(cast.livePairings(holder)).isZero();
    }

    @Test
    @Tag("REFRESH-06")
    @DisplayName("A refresh token in the hands of another client: invalid_grant; it stays good for its own client or ends, it never serves the other")
    void anotherClient() {
        Grant mine = launched(cast.publicApp());
        SmartApp other = cast.confidentialApp();
        OAuth.Answer stolen = oauth.token(other.refresh(mine.refreshToken()));
        assertThat(stolen.status()).isEqualTo(400);
        assertThat(stolen.text("error")).isEqualTo("invalid_grant");
        Grant theirs = launched(other);
        OAuth.Answer back = oauth.token(mine.app().refresh(theirs.refreshToken()));
        assertThat(back.status()).as("a confidential client's token without its key").isEqualTo(400);
        assertThat(back.text("error")).isEqualTo("invalid_grant");
        assertThat(oauth.token(Parameters.of("grant_type", "refresh_token", "refresh_token", theirs.refreshToken(), "client_id", other.id())).text("error")).isEqualTo("invalid_client");
    }

    @Test
    @Tag("REFRESH-08")
    @DisplayName("A public client refreshes with its refresh token and no client_id, as SMART's table of parameters has it; a confidential one does not")
    void withoutClientId() {
        Grant grant = launched(cast.publicApp());
        Grant next = Grant.of(grant.app(), grant.app().refresh(grant.refreshToken()).without("client_id"));
        assertThat(next.patient()).isEqualTo(grant.patient());
        assertThat(next.get("/Observation?patient=" + next.patient(), cast.purpose()).status()).isEqualTo(200);
        Parameters bare = Parameters.of("grant_type", "refresh_token", "refresh_token", launched(cast.confidentialApp()).refreshToken());
        OAuth.Answer refused = oauth.token(bare);
        assertThat(refused.status()).isIn(400, 401);
        assertThat(refused.text("error")).isEqualTo("invalid_client");
        assertThat(oauth.token(bare.with("refresh_token", "inconnu")).status()).isIn(400, 401);
    }

    private Grant launched(SmartApp app) {
        return cast.holder().launch(app, SmartApp.SCOPE, cast.purpose());
    }

    private Parameters exchangeOf(SmartApp app, String scope) {
        Pkce pkce = Pkce.fresh();
        return app.exchange(cast.holder().code(app, app.authorization(scope, pkce), Holder.AS_OFFERED, cast.purpose()), pkce.verifier());
    }
}
