package fr.carnet.server.authorization.login;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Browser;
import fr.carnet.server.support.People;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import fr.carnet.server.support.Wire;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Passwords and codes are not guessed: tries are few, lock for longer and longer, and count before they are judged. */
class GuessingTest {

    private static final Duration LONGEST_LOCK = Duration.ofMinutes(64);

    private final TestServer server = TestServer.running();
    private final People people = server.people();
    private final People.Person camille = people.holderOf(server.records().adult());
    private final Browser browser = new Browser(server.root());

    @Test
    @DisplayName("200 wrong codes of somebody who knows the password: five are judged, the right one no longer counts, and its owner gets in an hour later")
    void codes() {
        int judged = 0;
        Browser.Page page = people.password(browser, browser.open("/login"), camille);
        String right = people.code(camille);
        for (int n = 0; n < 200; n++) {
            if (page.html().select("#code-form").isEmpty()) {
                page = people.password(browser, browser.open("/login"), camille);
            } else {
                page = browser.submit(page, "#code-form", Map.of("code", "%06d".formatted((Integer.parseInt(right) + 1 + n) % 1_000_000)));
                judged += page.status() == 401 && !page.html().select("#code-form").isEmpty() ? 1 : 0;
            }
        }
        assertThat(judged).isEqualTo(5);
        assertThat(people.code(camille)).as("no other code was sent").isEqualTo(right);
        assertThat(people.password(browser, browser.open("/login"), camille).status()).as("the right password, while locked").isEqualTo(401);
        assertThat(browser.get("/consents").location()).isEqualTo(server.root() + "/login");
        try (var ignored = server.clock().moved(LONGEST_LOCK)) {
            assertThat(people.loggedIn(camille).get("/login/passkeys").status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("Forty codes at the same instant are not more tries than one after the other")
    void atOnce() {
        Browser.Page page = people.password(browser, browser.open("/login"), camille);
        String right = people.code(camille);
        String csrf = page.html().select("input[name=_csrf]").attr("value");
        List<CompletableFuture<Browser.Page>> tries = IntStream.range(0, 40).mapToObj(n -> CompletableFuture.supplyAsync(
                () -> browser.post("/login/code", "_csrf=" + encoded(csrf) + "&code=" + "%06d".formatted((Integer.parseInt(right) + 1 + n) % 1_000_000)))).toList();
        assertThat(tries.stream().map(CompletableFuture::join).filter(answer -> answer.status() == 401).count()).isLessThanOrEqualTo(5);
    }

    @Test
    @DisplayName("Each lock is twice as long as the one before, up to an hour and four minutes; a whole login ends it")
    void locks() {
        for (int n = 0; n < 5; n++) {
            wrong();
        }
        List<Duration> waited = new ArrayList<>(List.of(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4), Duration.ofMinutes(8), Duration.ofMinutes(16),
                Duration.ofMinutes(32), LONGEST_LOCK, LONGEST_LOCK));
        Duration past = Duration.ZERO;
        for (Duration lock : waited) {
            Duration nearly = past.plus(lock).minusSeconds(30);
            try (var ignored = server.clock().moved(nearly)) {
                assertThat(people.password(browser, browser.open("/login"), camille).status()).as("still locked after " + nearly).isEqualTo(401);
            }
            past = past.plus(lock);
            try (var ignored = server.clock().moved(past)) {
                wrong();
            }
        }
        try (var ignored = server.clock().moved(past.plus(LONGEST_LOCK))) {
            people.loggedIn(camille);
            wrong();
            assertThat(people.password(browser, browser.open("/login"), camille).uri().getPath()).as("one failure after a login").isEqualTo("/login/code");
        }
    }

    private void wrong() {
        assertThat(browser.submit(browser.open("/login"), "#password-form", Map.of("username", camille.login(), "password", "x")).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("A code is good for five minutes, for its own login, and once")
    void codeOnce() {
        Browser.Page page = people.password(browser, browser.open("/login"), camille);
        String code = people.code(camille);
        Browser second = new Browser(server.root());
        Browser.Page secondPage = people.password(second, second.open("/login"), camille);
        assertThat(second.submit(secondPage, "#code-form", Map.of("code", code)).status()).as("the code of another login").isEqualTo(401);
        try (var ignored = server.clock().moved(CodeStep.LIFE)) {
            assertThat(browser.submit(page, "#code-form", Map.of("code", code)).uri().toString()).isEqualTo(server.root() + "/login?again");
        }
        Browser third = new Browser(server.root());
        Browser.Page thirdPage = people.password(third, third.open("/login"), camille);
        String good = people.code(camille);
        String spaced = good.substring(0, 3) + " " + good.substring(3);
        assertThat(third.submit(thirdPage, "#code-form", Map.of("code", spaced)).uri().getPath()).isEqualTo("/consents");
        assertThat(server.database().sql("select count(*) from carnet.login_code where hash = ?").param(good).query(Integer.class).single()).as("stored hashed").isZero();
        assertThat(third.open("/login/code").uri().getPath()).as("no second time").isEqualTo("/login");
    }

    @Test
    @DisplayName("One network address tries so much in a minute and no more: 429 with Retry-After")
    void rates() {
        Browser mine = new Browser(TestServer.instance().root());
        Browser.Page login = mine.open("/login");
        String cookie = mine.cookies().get(0).getName() + "=" + mine.cookies().get(0).getValue();
        String target = "/login?username=personne&password=x&_csrf=" + encoded(login.html().select("input[name=_csrf]").attr("value"));
        List<Reply> answers = IntStream.rangeClosed(0, TestServer.REQUESTS_PER_MINUTE)
                .mapToObj(n -> Wire.from(TestServer.LIMITED_ADDRESS, "POST " + target, List.of("Cookie: " + cookie, "Content-Length: 0"))).toList();
        assertThat(answers.subList(0, TestServer.REQUESTS_PER_MINUTE)).extracting(Reply::status).containsOnly(401);
        assertThat(answers.get(TestServer.REQUESTS_PER_MINUTE).status()).isEqualTo(429);
        assertThat(answers.get(TestServer.REQUESTS_PER_MINUTE).header("Retry-After")).isEqualTo("60");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
