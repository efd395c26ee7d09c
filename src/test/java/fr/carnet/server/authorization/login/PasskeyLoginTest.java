package fr.carnet.server.authorization.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.server.support.Browser;
import fr.carnet.server.support.Passkey;
import fr.carnet.server.support.People;
import fr.carnet.server.support.TestServer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Passkeys: a device that verified its person stands for password and code, and nothing else does. */
class PasskeyLoginTest {

    private final TestServer server = TestServer.running();
    private final People people = server.people();
    private final People.Person camille = people.holderOf(server.records().adult());
    private final ObjectMapper json = new ObjectMapper();

    @Test
    @DisplayName("A passkey added by its person logs it in, and no longer once it is removed")
    void whole() {
        Browser mine = people.loggedIn(camille);
        Passkey passkey = new Passkey(server.root());
        assertThat(register(mine, passkey, "Mon <b>téléphone").status()).isEqualTo(200);
        Browser.Page list = mine.open("/login/passkeys");
        assertThat(list.html().select("li.card h2").eachText()).containsExactly("Mon <b>téléphone");

        Browser other = new Browser(server.root());
        other.open("/login/passkeys");
        Browser.Page answer = login(other, passkey);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(read(answer).get("redirectUrl").asText()).startsWith(server.root() + "/login/passkeys");
        assertThat(other.get("/login/passkeys").status()).isEqualTo(200);

        mine.submit(list, "form.remove", Map.of());
        assertThat(mine.open("/login/passkeys").html().select("li.card")).isEmpty();
        assertThat(login(new Browser(server.root()), passkey).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("In place of the code, too")
    void inPlaceOfTheCode() {
        Passkey passkey = new Passkey(server.root());
        register(people.loggedIn(camille), passkey, "clé");
        Browser other = new Browser(server.root());
        Browser.Page code = people.password(other, other.open("/login"), camille);
        Browser.Page answer = other.postJson("/login/webauthn", write(passkey.login(read(other.postJson("/webauthn/authenticate/options", "", code)))), code);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(other.get("/login/code").location()).as("no code is waited for any more").isEqualTo(server.root() + "/login");
    }

    @Test
    @DisplayName("A device that did not verify its person neither registers nor logs in")
    void unverified() {
        Browser mine = people.loggedIn(camille);
        assertThat(register(mine, new Passkey(server.root()).withoutVerification(), "clé").status()).isEqualTo(403);
        Passkey passkey = new Passkey(server.root());
        assertThat(register(mine, passkey, "clé").status()).isEqualTo(200);
        assertThat(login(new Browser(server.root()), passkey.withoutVerification()).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("A page of another origin gets nothing from it; an answer counts once; a passkey never registered is nobody's")
    void refused() {
        Browser mine = people.loggedIn(camille);
        assertThat(register(mine, new Passkey("https://carnet.example.net"), "clé").status()).isEqualTo(403);
        assertThat(login(new Browser(server.root()), new Passkey(server.root())).status()).isEqualTo(401);

        Passkey passkey = new Passkey(server.root());
        register(mine, passkey, "clé");
        Browser other = new Browser(server.root());
        Browser.Page page = other.open("/login");
        String body = write(passkey.login(read(other.postJson("/webauthn/authenticate/options", "", page))));
        assertThat(other.postJson("/login/webauthn", body, page).status()).isEqualTo(200);
        Browser thief = new Browser(server.root());
        Browser.Page theirs = thief.open("/login");
        thief.postJson("/webauthn/authenticate/options", "", theirs);
        assertThat(thief.postJson("/login/webauthn", body, theirs).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("Nobody registers a passkey without being logged in, without the page's token, or without a name; nor removes somebody else's")
    void registration() {
        Browser stranger = new Browser(server.root());
        Browser.Page login = stranger.open("/login");
        assertThat(stranger.postJson("/webauthn/register/options", "", login).location()).isEqualTo(server.root() + "/login");

        Browser mine = people.loggedIn(camille);
        assertThat(mine.post("/webauthn/register/options", "").status()).isEqualTo(403);
        assertThat(register(mine, new Passkey(server.root()), " ").status()).isEqualTo(403);
        assertThat(register(mine, new Passkey(server.root()), "a".repeat(101)).status()).isEqualTo(403);
        assertThat(register(mine, new Passkey(server.root()), "à moi").status()).isEqualTo(200);
        String id = mine.open("/login/passkeys").html().select("form.remove input[name=id]").attr("value");

        Browser other = people.loggedIn(people.holderOf(server.records().adult()));
        register(other, new Passkey(server.root()), "autre");
        other.submit(other.open("/login/passkeys"), "form.remove", Map.of("id", id));
        assertThat(mine.open("/login/passkeys").html().select("li.card h2").eachText()).containsExactly("à moi");
    }

    private Browser.Page register(Browser browser, Passkey passkey, String label) {
        Browser.Page page = browser.open("/login/passkeys");
        Browser.Page options = browser.postJson("/webauthn/register/options", "", page);
        assertThat(options.status()).as(options.response().body()).isEqualTo(200);
        return browser.postJson("/webauthn/register", write(passkey.register(read(options), label)), page);
    }

    private Browser.Page login(Browser browser, Passkey passkey) {
        Browser.Page page = browser.open("/login");
        return browser.postJson("/login/webauthn", write(passkey.login(read(browser.postJson("/webauthn/authenticate/options", "", page)))), page);
    }

    private JsonNode read(Browser.Page page) {
        try {
            return json.readTree(page.response().body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(page.response().body(), e);
        }
    }

    private String write(Map<String, Object> body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
