package fr.carnet.server.authorization.login;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.support.Browser;
import fr.carnet.server.support.CapturedLog;
import fr.carnet.server.support.People;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import org.hl7.fhir.r4.model.AuditEvent;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.CookieSerializer;

/** The pages of login: what browsers are told of them, their languages, their forms, what is written down about a login. */
class LoginPagesTest {

    private final TestServer server = TestServer.running();
    private final People people = server.people();
    private final Records.Opened record = server.records().adult();
    private final People.Person camille = people.holderOf(record);
    private final Browser browser = new Browser(server.root());

    private List<Browser.Page> pages() {
        List<Browser.Page> pages = new ArrayList<>();
        Browser.Page login = browser.open("/login");
        pages.add(login);
        pages.add(browser.submit(login, "#password-form", Map.of("username", "x", "password", "x")));
        Browser.Page code = people.password(browser, browser.open("/login"), camille);
        pages.add(code);
        pages.add(browser.submit(code, "#code-form", Map.of("code", "x")));
        browser.submit(browser.open("/login/code"), "#code-form", Map.of("code", people.code(camille)));
        pages.add(browser.open("/login/passkeys"));
        pages.add(browser.open("/login/refused?why=weak"));
        pages.add(browser.post("/login/passkeys/remove", "id=x"));
        return pages;
    }

    @Test
    @DisplayName("No page can be framed, kept, sniffed or made to run what is not the server's own; none says where the browser came from")
    void headers() {
        for (Browser.Page page : pages()) {
            assertThat(page.header("Content-Security-Policy")).as(page.uri().toString()).contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(page.header("Cache-Control")).contains("no-store");
            for (Element element : page.html().select("*")) {
                assertThat(element.attributes().asList()).noneMatch(attribute -> attribute.getKey().startsWith("on") || attribute.getKey().equals("style"));
                assertThat("script".equals(element.tagName()) && element.attr("src").isEmpty() || "style".equals(element.tagName())).isFalse();
            }
        }
    }

    @Test
    @DisplayName("Each page has a language, a title, one first heading, a label for each field, and no text that is missing")
    void forms() {
        for (Browser.Page page : pages()) {
            assertThat(page.html().select("html").attr("lang")).as(page.uri().toString()).isEqualTo("fr");
            assertThat(page.html().title()).isNotBlank();
            assertThat(page.html().select("h1")).hasSize(1);
            assertThat(page.html().select("a.skip[href=#content]")).hasSize(1);
            page.html().select("input:not([type=hidden])").forEach(field -> assertThat(page.html().select("label[for=" + field.id() + "]").text()).isNotBlank());
            page.html().select("form[method=post]").forEach(form -> assertThat(form.select("input[name=_csrf]")).hasSize(1));
            assertThat(page.response().body()).doesNotContain("??");
        }
    }

    @Test
    @DisplayName("Both languages say everything")
    void bundles() {
        ResourceBundle.Control exactly = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        assertThat(ResourceBundle.getBundle("fr.carnet.server.authorization.pages", Locale.FRENCH, exactly).keySet())
                .isEqualTo(ResourceBundle.getBundle("fr.carnet.server.authorization.pages", Locale.ENGLISH, exactly).keySet());
    }

    @ParameterizedTest
    @CsvSource({"en, en, Log in", "en-GB;q=0.8, en, Log in", "'de, fr;q=0.5', fr, Se connecter", "de, fr, Se connecter", "fr-CA, fr, Se connecter"})
    @DisplayName("French, and English for who prefers it")
    void languages(String accepted, String language, String title) throws IOException, InterruptedException {
        HttpResponse<String> page = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(server.root() + "/login")).header("Accept-Language", accepted).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(page.body()).contains("<html lang=\"" + language + "\">", "<h1>" + title + "</h1>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/login/code", "/logout", "/login/passkeys/remove", "/login/webauthn", "/webauthn/authenticate/options", "/webauthn/register"})
    @DisplayName("Without the token of its page no form is taken")
    void csrf(String form) {
        Browser mine = people.loggedIn(camille);
        assertThat(mine.post(form, "username=x&password=x&code=x&id=x").status()).isEqualTo(403);
        assertThat(mine.get("/login/passkeys").status()).as("still logged in").isEqualTo(200);
    }

    @Test
    @DisplayName("Logging out ends the session")
    void logout() {
        Browser mine = people.loggedIn(camille);
        Browser.Page after = mine.submit(mine.open("/login/passkeys"), "form[action=/logout]", Map.of());
        assertThat(after.html().text()).contains("Vous êtes déconnecté.");
        assertThat(mine.get("/login/passkeys").location()).isEqualTo(server.root() + "/login");
        assertThat(server.database().sql("select count(*) from carnet.spring_session where principal_name = ?").param(camille.account().id()).query(Integer.class).single()).isZero();
    }

    @Test
    @DisplayName("Behind https the session's cookie is held to this host, to https and to the server")
    void secureCookie() {
        CookieSerializer cookies = new LoginWiring().sessionCookie(new AuthorizationSettings(true, "https://carnet.example.org", Duration.ofHours(1), Duration.ofDays(1), Duration.ofHours(1)));
        MockHttpServletResponse response = new MockHttpServletResponse();
        cookies.writeCookieValue(new CookieSerializer.CookieValue(new MockHttpServletRequest(), response, "value"));
        assertThat(response.getHeader("Set-Cookie")).startsWith("__Host-carnet=").contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax").doesNotContain("Domain");
    }

    @Test
    @DisplayName("S8: the holder sees logins and attempts in the own history; the log names nobody and no code")
    void traced() {
        try (CapturedLog log = new CapturedLog()) {
            browser.submit(browser.open("/login"), "#password-form", Map.of("username", camille.login(), "password", "un mauvais mot de passe"));
            people.loggedIn(camille);
            List<AuditEvent> logins = List.of();
            for (long until = System.nanoTime() + Duration.ofSeconds(20).toNanos(); logins.size() < 2 && System.nanoTime() < until; ) {
                logins = logins();
            }
            assertThat(logins).hasSize(2);
            assertThat(logins).extracting(event -> event.getAgentFirstRep().getRoleFirstRep().getCodingFirstRep().getCode() + " " + event.getOutcomeDesc())
                    .containsExactlyInAnyOrder("anonymous HTTP 401", "holder HTTP 200");
            assertThat(log.text()).contains("login password refused", "login password-and-code accepted")
                    .doesNotContain(camille.login(), "mauvais mot", record.ins(), camille.phone(), people.code(camille), camille.account().id());
        }
    }

    private List<AuditEvent> logins() {
        return server.api().get(server.tokens().holder(record.id()), "/AuditEvent?" + record.byIdentifier() + "&_count=50").bundle().getEntry().stream()
                .map(entry -> (AuditEvent) entry.getResource())
                .filter(event -> event.getEntityFirstRep().getDetail().stream().anyMatch(detail -> Optional.ofNullable(detail.getValue().primitiveValue()).orElse("").startsWith("login ")))
                .toList();
    }
}
