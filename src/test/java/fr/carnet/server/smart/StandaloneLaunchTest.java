package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Browser.Page;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SMART App Launch 2.2, standalone: from the authorization request to the first read. */
class StandaloneLaunchTest {

    private final TestServer server = TestServer.running();
    private final OAuth oauth = new OAuth(server);
    private final Cast cast = Cast.of(server);

    @Test
    @Tag("LAUNCH-01")
    @DisplayName("The authorization endpoint takes GET and POST alike")
    void getAndPost() {
        SmartApp app = cast.publicApp();
        Holder holder = cast.holder();
        Parameters request = app.authorization(SmartApp.SCOPE, Pkce.fresh());
        Page consent = holder.authorize(request);
        assertThat(Holder.offered(consent, "scope")).isNotEmpty();
        Page posted = holder.browser().post(server.root() + "/oauth2/authorize", request.with("state", "posted").encoded());
        Page shown = posted.location().isEmpty() ? posted : holder.browser().open(posted.location());
        assertThat(Holder.offered(shown, "scope")).isEqualTo(Holder.offered(consent, "scope"));
        assertThat(Holder.query(holder.agree(shown, Holder.AS_OFFERED, cast.purpose()).location())).containsEntry("state", "posted").containsKey("code");
    }

    @Test
    @Tag("LAUNCH-02")
    @DisplayName("The token response: Bearer, scope, numeric expires_in of at most an hour, patient, refresh token for offline_access; not to be stored")
    void tokenResponse() {
        for (SmartApp app : List.of(cast.publicApp(), cast.confidentialApp())) {
            Holder holder = cast.holder();
            Grant grant = holder.launch(app, SmartApp.SCOPE, cast.purpose());
            OAuth.Answer answer = grant.answer();
            assertThat(answer.text("token_type")).isEqualToIgnoringCase("Bearer");
            assertThat(answer.json().path("expires_in").isIntegralNumber()).isTrue();
            assertThat(answer.json().path("expires_in").asInt()).isBetween(60, 3600);
            assertThat(grant.scopes()).containsExactlyInAnyOrder(SmartApp.SCOPE.split(" "));
            assertThat(grant.patient()).isEqualTo(holder.record().id());
            assertThat(answer.json().path("need_patient_banner").isMissingNode() || answer.json().path("need_patient_banner").isBoolean()).isTrue();
            assertThat(grant.refreshToken()).isNotBlank();
            assertThat(answer.text("id_token")).isNotBlank();
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.header("Pragma")).contains("no-cache");
            assertThat(answer.header("Content-Type")).startsWith("application/json");
        }
    }

    @Test
    @Tag("LAUNCH-03")
    @DisplayName("Without offline_access there is no refresh token, without openid no id_token")
    void onlyWhatWasAsked() {
        Grant grant = cast.holder().launch(cast.publicApp(), "launch/patient patient/Observation.rs", cast.purpose());
        assertThat(grant.answer().json().has("refresh_token")).isFalse();
        assertThat(grant.answer().json().has("id_token")).isFalse();
        assertThat(grant.patient()).isNotBlank();
    }

    @Test
    @Tag("LAUNCH-04")
    @DisplayName("The access token reads the patient it was given for, with the purpose that was agreed to")
    void reads() {
        Holder holder = cast.holder();
        Grant grant = holder.launch(cast.publicApp(), SmartApp.SCOPE, cast.purpose());
        Reply found = grant.get("/Observation?patient=" + grant.patient(), cast.purpose());
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        Reply patient = grant.get("/Patient/" + grant.patient(), cast.purpose());
        assertThat(patient.status()).as(patient.text()).isEqualTo(200);
        assertThat(patient.as(Patient.class).getIdPart()).isEqualTo(holder.record().id());
    }

    @Test
    @Tag("LAUNCH-05")
    @DisplayName("CORS: what the token endpoint and the API answer may be read by pages of the origin of a registered redirect URI, and of no other")
    void cors() {
        SmartApp app = cast.publicApp();
        String own = URI.create(app.redirectUri()).resolve("/").toString().replaceAll("/$", "");
        Grant grant = cast.holder().launch(app, SmartApp.SCOPE, cast.purpose());
        for (String origin : List.of(own, "https://evil.example.org")) {
            String allowed = origin.equals(own) ? own : "";
            assertThat(oauth.options("/oauth2/token", origin, "POST").header("Access-Control-Allow-Methods")).contains("POST");
            assertThat(oauth.post("/oauth2/token", app.refresh("none"), Map.of("Origin", origin)).header("Access-Control-Allow-Origin")).isEqualTo(allowed);
            Reply read = server.api().get(grant.accessToken(), "/Patient/" + grant.patient(), Map.of("Code-Finalite", cast.purpose(), "Origin", origin));
            assertThat(read.status()).isEqualTo(200);
            assertThat(read.header("Access-Control-Allow-Origin")).isEqualTo(allowed);
        }
    }

    @Test
    @Tag("LAUNCH-06")
    @DisplayName("Asymmetric launch: private_key_jwt signed ES384 by a confidential client; the client id alone is not enough for it")
    void asymmetric() {
        SmartApp app = cast.confidentialApp();
        Pkce pkce = Pkce.fresh();
        String code = cast.holder().code(app, app.authorization(SmartApp.SCOPE, pkce), Holder.AS_OFFERED, cast.purpose());
        Parameters bare = Parameters.of("grant_type", "authorization_code", "code", code, "redirect_uri", app.redirectUri(), "code_verifier", pkce.verifier(), "client_id", app.id());
        OAuth.Answer refused = oauth.token(bare);
        assertThat(refused.status()).isIn(400, 401);
        assertThat(refused.text("error")).isEqualTo("invalid_client");
        assertThat(Grant.of(app, app.exchange(code, pkce.verifier())).accessToken()).isNotBlank();
    }

    @Test
    @Tag("FHIR-401")
    @DisplayName("A call without a token, or with a bad one: 401 and WWW-Authenticate: Bearer")
    void noToken() {
        for (String token : new String[] {null, "worth.no.thing"}) {
            Reply reply = server.api().get(token, "/Observation?patient=1");
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }
}
