package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Browser.Page;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What ends a grant: the app itself (RFC 7009), or the holder on the page of connected services. Both bind the very next request. */
class GrantRevocationTest {

    private final TestServer server = TestServer.running();
    private final OAuth oauth = new OAuth(server);
    private final Cast cast = Cast.of(server);

    @Test
    @Tag("REVOKE-01")
    @DisplayName("The app revokes its refresh token: it refreshes nothing, and the access token is 401 at once")
    void refreshToken() {
        for (SmartApp app : List.of(cast.publicApp(), cast.confidentialApp())) {
            Holder holder = cast.holder();
            Grant grant = holder.launch(app, SmartApp.SCOPE, cast.purpose());
            assertThat(reads(grant)).isEqualTo(200);
            assertThat(revoke(app, grant.refreshToken()).status()).isEqualTo(200);
            assertThat(oauth.token(app.refresh(grant.refreshToken())).text("error")).isEqualTo("invalid_grant");
            assertThat(reads(grant)).isEqualTo(401);
        }
    }

    @Test
    @Tag("REVOKE-02")
    @DisplayName("The app revokes an access token: it is 401 at once")
    void accessToken() {
        Grant grant = cast.holder().launch(cast.publicApp(), SmartApp.SCOPE, cast.purpose());
        assertThat(revoke(grant.app(), grant.accessToken()).status()).isEqualTo(200);
        assertThat(reads(grant)).isEqualTo(401);
    }

    @Test
    @Tag("REVOKE-03")
    @DisplayName("A token that is none is 200, as RFC 7009 asks; another app's token stays good; nobody revokes without saying who")
    void strangers() {
        Grant grant = cast.holder().launch(cast.publicApp(), SmartApp.SCOPE, cast.purpose());
        assertThat(revoke(cast.publicApp(), "inconnu").status()).isEqualTo(200);
        OAuth.Answer other = revoke(cast.confidentialApp(), grant.refreshToken());
        assertThat(other.status()).isIn(200, 400, 401);
        assertThat(oauth.post("/oauth2/revoke", Parameters.of("token", grant.refreshToken()), Map.of()).status()).isIn(400, 401);
        assertThat(reads(grant)).isEqualTo(200);
        assertThat(grant.refreshed().accessToken()).isNotBlank();
    }

    @Test
    @Tag("REVOKE-04")
    @DisplayName("The holder disconnects the app on the page of connected services: the very next read is refused, and so is the refresh")
    void byTheHolder() {
        Holder holder = cast.holder();
        Grant grant = holder.launch(cast.publicApp(), SmartApp.SCOPE, cast.purpose());
        assertThat(reads(grant)).isEqualTo(200);
        Page services = holder.browser().open("/consents");
        assertThat(services.status()).isEqualTo(200);
        Page after = holder.disconnect(services, grant.app());
        assertThat(after.status()).isLessThan(400);
        assertThat(reads(grant)).isIn(401, 403);
        OAuth.Answer refreshed = oauth.token(grant.app().refresh(grant.refreshToken()));
        assertThat(refreshed.status()).isIn(400, 401);
        assertThat(refreshed.text("error")).isEqualTo("invalid_grant");
        assertThat(cast.livePairings(holder)).isZero();
    }

    @Test
    @Tag("REVOKE-05")
    @DisplayName("The catalogue takes the app offline: its next call and its next refresh are refused")
    void offline() {
        Grant grant = cast.holder().launch(cast.publicApp(), SmartApp.SCOPE, cast.purpose());
        assertThat(reads(grant)).isEqualTo(200);
        cast.whilePublicAppIsOffline(() -> {
            assertThat(reads(grant)).isIn(401, 403);
            assertThat(oauth.token(grant.app().refresh(grant.refreshToken())).status()).isIn(400, 401);
        });
    }

    private int reads(Grant grant) {
        return grant.get("/Observation?patient=" + grant.patient(), cast.purpose()).status();
    }

    private OAuth.Answer revoke(SmartApp app, String token) {
        return oauth.post("/oauth2/revoke", app.authenticated(Parameters.of("token", token)), Map.of());
    }
}
