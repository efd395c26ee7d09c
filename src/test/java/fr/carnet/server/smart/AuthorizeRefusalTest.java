package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Browser.Page;
import fr.carnet.server.support.TestServer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Authorization requests that are wrong: the exact error where the app may be told, a page where it may not, never a code. */
class AuthorizeRefusalTest {

    private final TestServer server = TestServer.running();
    private final Cast cast = Cast.of(server);
    private final SmartApp app = cast.publicApp();
    private final Parameters right = app.authorization(SmartApp.SCOPE, Pkce.fresh());

    @Test
    @Tag("AUTHZ-01")
    @DisplayName("A redirect URI that is not the registered one, to the letter: no redirect, whatever it looks like")
    void redirectUri() {
        String registered = app.redirectUri();
        for (String other : List.of("https://evil.example.org/cb", registered + "/", registered + "?x=1", registered + "%2f..", registered.replace("http:", "https:"), registered + "#frag",
                registered.replace("127.0.0.1", "127.0.0.1.evil.example.org"), registered.replace("://", "://evil.example.org@"), "//evil.example.org", "javascript:alert(1)", "data:text/html,x",
                server.root() + "/login", "")) {
            refusedHere(right.with("redirect_uri", other));
        }
        refusedHere(Parameters.of("response_type", "code", "client_id", app.id(), "scope", SmartApp.SCOPE, "state", "s", "redirect_uri", registered, "extra", "1").with("redirect_uri", "x"));
    }

    @Test
    @Tag("AUTHZ-02")
    @DisplayName("A client that nobody referenced, or none: no redirect, and the same answer as for one that exists with another redirect URI")
    void client() {
        Page unknown = refusedHere(right.with("client_id", "personne"));
        refusedHere(right.without("client_id"));
        Page wrongUri = refusedHere(right.with("redirect_uri", "https://evil.example.org/cb"));
        assertThat(unknown.status()).isEqualTo(wrongUri.status());
    }

    @Test
    @Tag("AUTHZ-03")
    @DisplayName("aud missing, or another server's: invalid_request, no code")
    void audience() {
        refusedThere(right.without("aud"), "invalid_request");
        for (String other : List.of("https://other.example.org/fhir", server.root(), server.api().base() + "/Patient", "")) {
            refusedThere(right.with("aud", other), "invalid_request");
        }
    }

    @Test
    @Tag("PKCE-01")
    @DisplayName("No code_challenge, or method plain: invalid_request, no code; public and confidential clients alike")
    void challenge() {
        for (SmartApp one : List.of(app, cast.confidentialApp())) {
            Parameters request = one.authorization(SmartApp.SCOPE, Pkce.fresh());
            refusedThere(one, request.without("code_challenge").without("code_challenge_method"), "invalid_request");
            refusedThere(one, request.without("code_challenge"), "invalid_request");
            refusedThere(one, request.with("code_challenge_method", "plain"), "invalid_request");
            refusedThere(one, request.without("code_challenge_method"), "invalid_request");
            refusedThere(one, request.with("code_challenge", ""), "invalid_request");
        }
    }

    @Test
    @Tag("AUTHZ-04")
    @DisplayName("Response types other than code: unsupported_response_type, or refused without a redirect; never a token in a fragment")
    void responseType() {
        for (String type : List.of("token", "id_token", "code id_token", "")) {
            Page answer = cast.holder().browser().get("/oauth2/authorize?" + right.with("response_type", type).encoded());
            assertThat(answer.location()).as(type).doesNotContain("code=").doesNotContain("#");
            assertThat(answer.status()).as(type).isIn(302, 303, 400);
            if (answer.status() != 400) {
                assertThat(Holder.query(answer.location())).as(type).containsEntry("error", type.isEmpty() ? "invalid_request" : "unsupported_response_type");
            }
        }
    }

    @Test
    @Tag("AUTHZ-05")
    @DisplayName("A scope that was never registered, of another shape, or with letters out of order: invalid_scope")
    void scope() {
        for (String wrong : List.of("patient/Consent.cruds", "system/Observation.rs", "patient/Observation.sr", "patient/Observation.", "admin", "patient/Observation.rs?code:in=x")) {
            refusedThere(right.with("scope", "openid fhirUser launch/patient " + wrong), "invalid_scope");
        }
    }

    @Test
    @Tag("AUTHZ-06")
    @DisplayName("An app that the catalogue lists as offline gets no code and no page to agree on")
    void offline() {
        SmartApp offline = cast.offlineApp();
        Page answer = cast.holder().authorize(offline.authorization(SmartApp.SCOPE, Pkce.fresh()));
        assertThat(answer.location()).doesNotContain("code=");
        assertThat(answer.html().select("input[name=scope], input[name=purpose]")).isEmpty();
        if (answer.location().isEmpty()) {
            assertThat(answer.status()).isBetween(400, 403);
        } else {
            assertThat(Holder.query(answer.location()).get("error")).isIn("unauthorized_client", "access_denied");
        }
    }

    @Test
    @Tag("AUTHZ-07")
    @DisplayName("Refusing on the consent page: access_denied with the same state, and no pairing")
    void refused() {
        Holder holder = cast.holder();
        Page consent = holder.authorize(right);
        Page answer = holder.refuse(consent);
        assertThat(answer.location()).startsWith(app.redirectUri());
        assertThat(Holder.query(answer.location())).containsEntry("error", "access_denied").containsEntry("state", right.values().get("state")).doesNotContainKey("code");
        assertThat(cast.pairings(holder)).isZero();
    }

    @Test
    @Tag("LOCAL-31")
    @DisplayName("Open redirect: nothing that a link to the login carries leads off the server")
    void openRedirect() {
        for (String link : List.of("/login?continue=https://evil.example.org", "/login?redirect=//evil.example.org", "/login?redirect_uri=https://evil.example.org", "//evil.example.org/%2e%2e/login",
                "/login?returnUrl=%2F%5Cevil.example.org")) {
            Holder holder = cast.holder();
            Page first = holder.browser().open(link.startsWith("//") ? server.root() + link : link);
            assertThat(first.location()).as(link).doesNotContain("evil.example.org/").doesNotStartWith("https://evil");
            if (first.status() == 200) {
                Page last = holder.logIn(first);
                assertThat(last.location()).as(link).satisfiesAnyOf(there -> assertThat(there).isEmpty(), there -> assertThat(there).startsWith(server.root() + "/"));
                assertThat(last.uri().toString()).as(link).startsWith(server.root() + "/");
            }
        }
    }

    @Test
    @Tag("LOCAL-32")
    @DisplayName("Clickjacking: no page of login, code, consent or connected services may stand in a frame, or be kept")
    void frames() {
        Holder holder = cast.holder();
        Page login = holder.browser().open("/login");
        Page consent = holder.authorize(right);
        Page services = holder.browser().open("/consents");
        for (Page page : List.of(login, consent, services)) {
            assertThat(page.header("Content-Security-Policy")).as(page.uri().getPath()).contains("frame-ancestors 'none'").contains("default-src 'none'").doesNotContain("unsafe");
            assertThat(page.header("X-Frame-Options")).as(page.uri().getPath()).isEqualTo("DENY");
            assertThat(page.header("Cache-Control")).as(page.uri().getPath()).contains("no-store");
            assertThat(page.header("X-Content-Type-Options")).as(page.uri().getPath()).isEqualTo("nosniff");
            assertThat(page.header("Referrer-Policy")).as(page.uri().getPath()).isNotEmpty();
            assertThat(page.html().select("script:not([src]), [style], [onclick], style")).as(page.uri().getPath()).isEmpty();
        }
    }

    private Page refusedHere(Parameters request) {
        Page answer = cast.holder().browser().get("/oauth2/authorize?" + request.encoded());
        assertThat(answer.location()).as(request.encoded()).isEmpty();
        assertThat(answer.status()).as(request.encoded()).isEqualTo(400);
        return answer;
    }

    private void refusedThere(Parameters request, String error) {
        refusedThere(app, request, error);
    }

    /** Before the login or after it, but before anybody is asked to agree. */
    private void refusedThere(SmartApp one, Parameters request, String error) {
        Page answer = cast.knownHolder().authorize(request);
        assertThat(answer.location()).as(request.encoded() + "\n" + answer.status()).startsWith(one.redirectUri());
        assertThat(Holder.query(answer.location())).as(answer.location()).containsEntry("error", error).doesNotContainKey("code");
    }
}
