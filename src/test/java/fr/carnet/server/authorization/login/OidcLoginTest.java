package fr.carnet.server.authorization.login;

import static fr.carnet.server.support.OidcProvider.CARTE_VITALE;
import static fr.carnet.server.support.OidcProvider.FRANCE_CONNECT;
import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Browser;
import fr.carnet.server.support.People;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Login at somebody else's: the national identity that it tells, or a link that exists, says who it is; its level says whether it is enough. */
class OidcLoginTest {

    private static final String OID = "1.2.250.1.213.1.4.8";

    private final TestServer server = TestServer.running();
    private final Browser browser = new Browser(server.root());
    private final Records.Opened record = server.records().adult();
    private final String subject = UUID.randomUUID().toString();

    @BeforeEach
    void sentToTheLogin() {
        Browser.Page login = browser.open("/login/passkeys");
        assertThat(login.html().select("a[href^=/login/oidc/]").eachText()).containsExactly("Se connecter avec l'application carte Vitale", "Se connecter avec FranceConnect");
    }

    @Test
    @DisplayName("The application carte Vitale tells the INS: whoever has a record is logged in, with an account from then on")
    void carteVitale() {
        Browser.Page after = logIn(CARTE_VITALE, Map.of("sub", subject, "ins", record.ins(), "ins_oid", OID));
        assertThat(after.uri().getPath()).isEqualTo("/login/passkeys");
        assertThat(after.status()).isEqualTo(200);
        assertThat(server.bean(Accounts.class).ofIdentity(Records.INS, record.ins())).isPresent();
    }

    @Test
    @DisplayName("It may tell the INS in the user info instead, with the system as a URN")
    void userInfo() {
        String back = server.identities().logIn(start(CARTE_VITALE), Map.of("sub", subject), Map.of("sub", subject, "ins", record.ins(), "ins_oid", "urn:oid:" + OID));
        assertThat(browser.open(back).uri().getPath()).isEqualTo("/login/passkeys");
    }

    @Test
    @DisplayName("It is the account that the person has already")
    void sameAccount() {
        People.Person known = server.people().holderOf(record);
        logIn(CARTE_VITALE, Map.of("sub", subject, "ins", record.ins(), "ins_oid", OID));
        assertThat(server.database().sql("select count(*) from carnet.spring_session where principal_name = ?").param(known.account().id()).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    @DisplayName("FranceConnect tells no INS: a linked account is logged in, nobody else")
    void franceConnect() {
        assertRefused(logIn(FRANCE_CONNECT, Map.of("sub", subject)), "n'ouvre aucun dossier");
        server.people().withIdentity(record.ins(), List.of(new Registration.Link(server.identities().issuer(), subject)));
        sentToTheLogin();
        assertThat(logIn(FRANCE_CONNECT, Map.of("sub", subject)).uri().getPath()).isEqualTo("/login/passkeys");
    }

    @Test
    @DisplayName("An INS told by a provider that is not trusted with it counts for nothing")
    void insOfFranceConnect() {
        server.people().holderOf(record);
        assertRefused(logIn(FRANCE_CONNECT, Map.of("sub", subject, "ins", record.ins(), "ins_oid", OID)), "n'ouvre aucun dossier");
    }

    @Test
    @DisplayName("Who has no record, and nobody's to see to, gets no account")
    void noRecord() {
        String ins = Records.nextIns();
        assertRefused(logIn(CARTE_VITALE, Map.of("sub", subject, "ins", ins, "ins_oid", OID)), "n'ouvre aucun dossier");
        assertRefused(logIn(CARTE_VITALE, Map.of("sub", subject)), "n'ouvre aucun dossier");
        assertThat(server.bean(Accounts.class).ofIdentity(Records.INS, ins)).isEmpty();
    }

    @Test
    @DisplayName("A login of another level, or of one that is not told, is not enough")
    void weak() {
        assertRefused(logIn(CARTE_VITALE, Map.of("sub", subject, "ins", record.ins(), "ins_oid", OID, "acr", "eidas1")), "pas assez sûre");
        assertRefused(logIn(CARTE_VITALE, Map.of("sub", subject, "ins", record.ins(), "ins_oid", OID, "acr", "")), "pas assez sûre");
    }

    @Test
    @DisplayName("An ID token of another audience, issuer or login, and an answer that nobody asked for, log in nobody")
    void forged() {
        Map<String, Object> person = Map.of("sub", subject, "ins", record.ins(), "ins_oid", OID);
        for (Map.Entry<String, Object> wrong : Map.<String, Object>of("aud", "another", "iss", "https://issuer.example.org", "nonce", "another", "exp", 1).entrySet()) {
            Map<String, Object> claims = new HashMap<>(person);
            claims.put(wrong.getKey(), wrong.getValue());
            assertRefused(logIn(CARTE_VITALE, claims), "n'a pas abouti");
        }
        String back = server.identities().logIn(start(CARTE_VITALE), person, Map.of());
        Browser victim = new Browser(server.root());
        assertThat(victim.open(back).uri().getPath()).as("state of another browser").isEqualTo("/login/refused");
        assertThat(victim.get("/login/passkeys").location()).isEqualTo(server.root() + "/login");
    }

    @Test
    @DisplayName("A provider that nobody configured, one that refuses, and an answer without a login are a page that says so")
    void failed() {
        assertRefused(browser.open("/login/oidc/another"), "n'a pas abouti");
        assertRefused(browser.open("/login/oidc/callback/" + CARTE_VITALE + "?error=access_denied&state=x"), "n'a pas abouti");
        assertRefused(browser.open("/login/oidc/callback/another?code=x&state=x"), "n'a pas abouti");
        assertThat(browser.open("/login/oidc/callback/" + CARTE_VITALE).uri().getPath()).startsWith("/login");
    }

    private String start(String provider) {
        return browser.open("/login/oidc/" + provider).location();
    }

    private Browser.Page logIn(String provider, Map<String, Object> idToken) {
        return browser.open(server.identities().logIn(start(provider), idToken, Map.of("sub", subject)));
    }

    private void assertRefused(Browser.Page page, String because) {
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.html().select("[role=alert]").text()).contains(because);
        assertThat(browser.get("/login/passkeys").location()).isEqualTo(server.root() + "/login");
    }
}
