package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Browser;
import fr.carnet.server.support.Browser.Page;
import fr.carnet.server.support.People;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody who has the password and guesses the one-time code. */
class CodeGuessingTest {

    private static final int GUESSES = 200;
    private static final int JUDGED_AT_MOST = 10;
    private static final int CODES = 1_000_000;

    private final TestServer server = TestServer.running();

    @Test
    @Tag("LOCAL-30")
    @DisplayName("Two hundred wrong codes open nothing, and all but a few are not even looked at; the person gets in again when the lock is over")
    void twoHundred() {
        People people = server.people();
        People.Person person = people.holderOf(server.records().adult());
        Browser guesser = new Browser(server.root());
        int judged = 0;
        for (int n = 0; n < GUESSES; n++) {
            Page page = guesser.open("/login/code");
            if (!page.uri().getPath().equals("/login/code")) {
                page = people.password(guesser, page, person);
            }
            if (page.uri().getPath().equals("/login/code")) {
                String wrong = "%06d".formatted((Integer.parseInt(people.code(person)) + 1 + n) % CODES);
                Page answer = guesser.submit(page, "#code-form", Map.of("code", wrong));
                assertThat(answer.status()).isLessThan(500);
                judged++;
            }
            assertThat(guesser.get("/consents").location()).as("guess " + n).isEqualTo(server.root() + "/login");
        }
        assertThat(judged).isBetween(1, JUDGED_AT_MOST);
        try (TestClock.Moved later = server.clock().moved(Duration.ofHours(2))) {
            assertThat(people.loggedIn(person).open("/consents").uri().getPath()).isEqualTo("/consents");
        }
    }
}
