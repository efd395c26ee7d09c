package fr.carnet.server.authorization.login;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Browser;
import fr.carnet.server.support.Launch;
import fr.carnet.server.support.People;
import fr.carnet.server.support.TestServer;
import java.net.HttpCookie;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Login with a password and a one-time code: only both open anything. */
class PasswordLoginTest {

    private final TestServer server = TestServer.running();
    private final People people = server.people();
    private final People.Person camille = people.holderOf(server.records().adult());
    private final Browser browser = new Browser(server.root());

    @Test
    @DisplayName("Who was sent to the login goes on, after it, to where it wanted")
    void goesOn() {
        Browser.Page login = browser.open("/login/whoami?x=1");
        assertThat(login.uri().getPath()).isEqualTo("/login");
        Browser.Page after = people.logIn(browser, login, camille);
        assertThat(after.uri().getPath()).isEqualTo("/login/whoami");
        assertThat(after.uri().getQuery()).contains("x=1");
    }

    @ParameterizedTest
    @MethodSource("pages")
    @DisplayName("With the password alone nothing opens: every page leads to the login")
    void passwordAlone(String page) {
        people.password(browser, browser.open("/login"), camille);
        assertThat(browser.get(page).location()).isEqualTo(server.root() + "/login");
    }

    static Stream<String> pages() {
        return Stream.of(new Launch(TestServer.running()).address(), "/consent", "/consents", "/profile", "/login/passkeys");
    }

    @Test
    @DisplayName("The page of the code says where it went, masked")
    void masked() {
        String text = people.password(browser, browser.open("/login"), camille).html().text();
        assertThat(text).contains("•• •• •• •• " + camille.phone().substring(10)).doesNotContain(camille.phone().substring(2));
    }

    @Test
    @DisplayName("A session gets a new id with the password and another with the code, HttpOnly, SameSite=Lax, idle for 15 minutes at most")
    void session() {
        Browser.Page login = browser.open("/login");
        assertThat(login.header("Set-Cookie")).startsWith("carnet-session=").contains("HttpOnly", "SameSite=Lax", "Path=/");
        String first = cookie();
        Browser.Page code = people.password(browser, login, camille);
        String second = cookie();
        browser.submit(code, "#code-form", Map.of("code", people.code(camille)));
        assertThat(Set.of(first, second, cookie())).hasSize(3);
        assertThat(server.database().sql("select distinct max_inactive_interval from carnet.spring_session where principal_name = ?").param(camille.account().id()).query(Integer.class).list())
                .containsExactly(900);
    }

    @Test
    @DisplayName("After eight hours one is no longer logged in, after logging out neither")
    void ends() {
        Browser mine = people.loggedIn(camille);
        assertThat(mine.get("/login/passkeys").location()).isNotEqualTo(server.root() + "/login");
        try (var ignored = server.clock().moved(Duration.ofHours(8))) {
            assertThat(mine.get("/login/passkeys").location()).isEqualTo(server.root() + "/login");
        }
    }

    private String cookie() {
        return browser.cookies().stream().filter(cookie -> "carnet-session".equals(cookie.getName())).map(HttpCookie::getValue).collect(Collectors.joining());
    }

    @Test
    @DisplayName("A wrong password, an unknown login and a locked one get the very same page")
    void constant() {
        Browser.Page unknown = attempt("nobody-" + camille.login(), "x");
        Browser.Page wrong = attempt(camille.login(), "x");
        for (int n = 0; n < 4; n++) {
            attempt(camille.login(), "x");
        }
        Browser.Page locked = attempt(camille.login(), camille.password());
        assertThat(List.of(unknown.status(), wrong.status(), locked.status())).containsOnly(401);
        assertThat(shown(wrong)).isEqualTo(shown(unknown));
        assertThat(shown(locked)).isEqualTo(shown(unknown));
    }

    private Browser.Page attempt(String login, String password) {
        return browser.submit(browser.open("/login"), "#password-form", Map.of("username", login, "password", password));
    }

    /** The page without its CSRF token. */
    private static String shown(Browser.Page page) {
        return page.response().body().replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
    }
}
