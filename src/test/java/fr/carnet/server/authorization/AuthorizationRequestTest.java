package fr.carnet.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Browser;
import fr.carnet.server.support.Launch;
import fr.carnet.server.support.Person;
import fr.carnet.server.support.TestServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SMART App Launch 2.2, authorization request; RFC 6749, 4.1.2.1: who is told of a bad request, and what. Nothing is stored. */
class AuthorizationRequestTest {

    private final TestServer server = TestServer.running();
    private long grants;

    @BeforeEach
    void count() {
        grants = grants();
    }

    @AfterEach
    void nothingStored() {
        assertThat(grants()).isEqualTo(grants);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example.org/cb", "http://127.0.0.1:9/cb/", "http://127.0.0.1:9/CB", "http://127.0.0.1:10/cb", "http://127.0.0.1:9/cb?x=1", "http://127.0.0.1:9/cb#x",
        "http://127.0.0.1:9/cb/../cb", "http://127.0.0.1:9@evil.example.org/cb", "//evil.example.org/cb", "javascript:alert(1)", "https://app.example.org/cb", ""})
    @DisplayName("A redirect URI that is not registered, character by character, never receives an answer, and stands nowhere in the page")
    void redirectUri(String redirectUri) {
        Browser.Page page = new Launch(server).with("redirect_uri", redirectUri).asked();
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.location()).isEmpty();
        assertThat(page.response().body()).contains("invalid_request", "redirect_uri").doesNotContain("evil");
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.html().select("html").attr("lang")).isEqualTo("fr");
        assertThat(page.html().select("h1").text()).isNotBlank();
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(page.header("Cache-Control")).contains("no-store");
    }

    @Test
    @DisplayName("Without a redirect URI, with two, or for a client that nobody knows there is no redirect either")
    void noRedirect() {
        Launch launch = new Launch(server);
        for (String address : new String[] {new Launch(server).without("redirect_uri").address(), launch.address() + "&redirect_uri=https%3A%2F%2Fevil.example.org",
            new Launch(server).with("client_id", "nobody").address(), new Launch(server).without("client_id").address(), launch.address() + "&client_id=" + Launch.CONFIDENTIAL}) {
            Browser.Page page = launch.browser().open(address);
            assertThat(page.status()).as(address).isEqualTo(400);
            assertThat(page.location()).isEmpty();
        }
    }

    @Test
    @DisplayName("The page that says so is there for nobody else")
    void pageByItself() {
        assertThat(new Launch(server).browser().get("/launch-refused").status()).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0}={1}: {2}, {3}")
    @CsvSource(delimiter = ';', nullValues = "-", value = {"aud; -; invalid_request; aud", "aud; https://other.example.org/fhir; invalid_request; aud", "aud; ''; invalid_request; aud",
        "state; -; invalid_request; state", "state; ' '; invalid_request; state", "code_challenge; -; invalid_request; code_challenge", "code_challenge; ''; invalid_request; code_challenge",
        "code_challenge; abc; invalid_request; code_challenge", "code_challenge_method; -; invalid_request; code_challenge_method",
        "code_challenge_method; plain; invalid_request; code_challenge_method", "scope; -; invalid_scope; scope", "scope; user/Observation.cruds; invalid_scope; scope",
        "scope; launch; invalid_scope; scope", "scope; openid system/*.rs; invalid_scope; scope", "scope; user/*.rs; invalid_scope; scope", "scope; nonsense; invalid_scope; scope",
        "response_type; token; unsupported_response_type; response_type", "response_type; -; invalid_request; response_type"})
    @DisplayName("What is wrong with the rest is told to the app: the OAuth error, the parameter, its state; and no code")
    void toldToTheApp(String name, String value, String error, String named) {
        Launch launch = new Launch(server);
        Browser.Page page = (value == null ? launch.without(name) : launch.with(name, value)).asked();
        Map<String, String> answer = Launch.query(page.location());
        assertThat(page.location()).startsWith(Launch.REDIRECT + "?");
        assertThat(answer).containsEntry("error", error).doesNotContainKey("code");
        assertThat(answer.get("error_description")).contains(named);
        if (!"state".equals(name)) {
            assertThat(answer).containsEntry("state", "f9b5c2f0a7e94e0e8a3d");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aud", "scope", "state", "code_challenge", "foo"})
    @DisplayName("A parameter that comes twice refuses the request (RFC 6749, 3.1)")
    void twice(String name) {
        Launch launch = new Launch(server).with(name, "x");
        Browser.Page page = launch.browser().open(launch.address() + "&" + name + "=y");
        assertThat(Launch.query(page.location())).containsEntry("error", "invalid_request").doesNotContainKey("code");
    }

    @Test
    @DisplayName("authorize-post, and resource in the place of aud: the same as by GET, and the person is asked to log in")
    void posted() {
        Person person = Person.of(server);
        Launch launch = new Launch(server).without("aud").with("resource", server.api().base());
        Browser.Page moved = launch.browser().post("/oauth2/authorize", launch.form());
        assertThat(moved.status()).isEqualTo(303);
        Browser.Page login = launch.browser().open(moved.location());
        assertThat(login.uri().getPath()).isEqualTo("/login");
        Browser.Page consent = launch.loggedIn(login, person);
        assertThat(consent.uri().getPath()).isEqualTo("/consent");
        assertThat(Launch.query(consent.uri().toString())).containsKeys("client_id", "scope", "state");
        server.database().sql("delete from carnet.oauth2_authorization where principal_name = ?").param(person.account()).update();
    }

    private long grants() {
        return server.database().sql("select count(*) from carnet.oauth2_authorization").query(Long.class).single();
    }
}
