package fr.carnet.server.authorization.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Browser;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "My connected services": what each may do, what it did, and how that is changed (ACCESS-RULES 5 and 6). */
class ServicesPageTest {

    private final Scene scene = Scene.adult();
    private final Browser browser = scene.browser;

    @Test
    @DisplayName("The list tells for each service since when, its last use, and each purpose with its state, since when and by whom")
    void list() {
        assertThat(browser.open("/consents").html().text()).contains("Aucun service n'est connecté à ce dossier.");
        JsonNode tokens = scene.launch.connected(Scene.GLYCEMIE);
        assertThat(browser.open("/consents").html().text()).contains("Il n'a encore fait aucune demande.");
        scene.measures(tokens.get("access_token").asText(), Scene.GLYCEMIE);
        Browser.Page page = browser.open("/consents");
        assertThat(page.html().select("section.service h2").text()).isEqualTo("Mon glucomètre");
        assertThat(page.html().text()).contains("Connecté depuis le", ", par vous.", "Dernière demande :");
        assertThat(page.html().select(".purpose:has(h3:containsOwn(Suivre ma glycémie)) .state").text()).startsWith("Autorisée depuis le").endsWith("par vous.");
        assertThat(page.html().select(".purpose:has(h3:containsOwn(Lire mes documents)) .state").text()).isEqualTo("Non autorisée");
        assertThat(page.html().select("section.service form[action$=/disconnect]")).hasSize(1);
    }

    @Test
    @DisplayName("S6.3 a withdrawal binds the very next request; given again, the next one is answered; a second click changes nothing")
    void withdrawnAndGivenAgain() {
        String token = scene.launch.connected(Scene.GLYCEMIE).get("access_token").asText();
        Browser.Page before = scene.service();
        assertThat(scene.measures(token, Scene.GLYCEMIE).status()).isEqualTo(200);
        Browser.Page after = scene.press(before, "withdraw", Scene.GLYCEMIE);
        assertThat(after.html().select("[role=status]").text()).isEqualTo("C'est retiré. La prochaine demande du service sera refusée.");
        assertThat(scene.measures(token, Scene.GLYCEMIE).status()).isEqualTo(403);
        assertThat(scene.send(Call.get(token, "/Observation/" + scene.measure).with("Code-Finalite", Scene.GLYCEMIE)).status()).isEqualTo(404);
        assertThat(scene.press(before, "withdraw", Scene.GLYCEMIE).status()).isEqualTo(200);
        assertThat(scene.consents(scene.record)).isEmpty();
        Browser.Page given = scene.press(after, "give", Scene.GLYCEMIE);
        assertThat(given.html().select("[role=status]").text()).startsWith("C'est autorisé.");
        assertThat(scene.measures(token, Scene.GLYCEMIE).ids()).containsExactly(scene.measure);
        String id = scene.consents(scene.record).get(0).getIdPart();
        assertThat(scene.press(after, "give", Scene.GLYCEMIE).status()).isEqualTo(200);
        assertThat(scene.consents(scene.record)).singleElement().satisfies(consent -> assertThat(consent.getIdPart()).isEqualTo(id));
    }

    @Test
    @DisplayName("S6.3 purposes may be granted after the tokens: until then 403, from then on answered")
    void afterTheTokens() {
        String token = scene.launch.connected(Scene.TOUT).get("access_token").asText();
        assertThat(scene.measures(token, Scene.GLYCEMIE).status()).isEqualTo(403);
        scene.press(scene.service(), "give", Scene.GLYCEMIE);
        assertThat(scene.measures(token, Scene.GLYCEMIE).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("Disconnecting withdraws every purpose and ends the pairing: token and refresh are worth nothing, the service is gone from the list")
    void disconnected() {
        JsonNode tokens = scene.launch.connected(Scene.GLYCEMIE);
        Browser.Page before = scene.service();
        Browser.Page after = browser.submit(before, "form.disconnect", Map.of());
        assertThat(after.html().select("[role=status]").text()).isEqualTo("Le service est déconnecté. Toutes ses autorisations sont retirées.");
        assertThat(scene.measures(tokens.get("access_token").asText(), Scene.GLYCEMIE).status()).isIn(401, 403);
        assertThat(scene.launch.refresh(tokens).status()).isEqualTo(400);
        assertThat(scene.launch.refresh(tokens).text()).contains("invalid_grant");
        assertThat(scene.consents(scene.record)).isEmpty();
        assertThat(browser.open("/consents").html().select("section.service")).isEmpty();
        assertThat(browser.submit(before, "form.disconnect", Map.of()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("The history tells each call of the app in words, refusals too, the newest first, in both languages")
    void history() {
        String token = scene.launch.connected(Scene.GLYCEMIE).get("access_token").asText();
        scene.measures(token, Scene.GLYCEMIE);
        scene.measures(token, Scene.TOUT);
        Browser.Page page = scene.service();
        List<String> lines = page.html().select("table tbody tr").eachText();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("Recherche", "Lire mes documents", "Refusée : cette finalité n'est pas autorisée");
        assertThat(lines.get(1)).contains("Recherche", "Mesures (1)", "Suivre ma glycémie", "Acceptée");
        browser.prefers("en");
        assertThat(scene.service().html().select("table").text()).contains("Measures (1)", "Follow my blood glucose", "Accepted", "Refused");
        browser.prefers("fr");
        for (int n = 0; n < 24; n++) {
            scene.measures(token, Scene.GLYCEMIE);
        }
        Browser.Page first = scene.service();
        assertThat(first.html().select("table tbody tr")).hasSize(25);
        Browser.Page second = browser.open(first.html().select("nav a[rel=next]").attr("href"));
        assertThat(second.html().select("table tbody tr")).hasSize(1);
        assertThat(second.html().select("nav a[rel=next]")).isEmpty();
        assertThat(browser.open("/consents/" + Scene.APP + "?patient=" + scene.record.id() + "&page=999").html().select("table tbody tr")).hasSize(1);
    }

    @Test
    @DisplayName("S6.6 documents masked from professionals are for the app only when the holder says so for that purpose")
    void masked() {
        String token = scene.launch.connected(Scene.TOUT).get("access_token").asText();
        String doctor = scene.server.tokens().doctor("810000000011");
        scene.server.records().authorised(scene.record, doctor, "810000000011");
        String document = scene.server.api().post(doctor, "/DocumentReference", Documents.simplified(scene.record, "11488-4", "MASQUE_PS")).createdId();
        Call read = Call.get(token, "/DocumentReference/" + document).with("Code-Finalite", Scene.TOUT);
        assertThat(scene.send(read).status()).isEqualTo(404);
        Browser.Page page = scene.press(scene.service(), "masked", Scene.TOUT);
        assertThat(page.html().text()).contains("Les documents masqués aux professionnels sont compris.");
        assertThat(scene.send(read).status()).isEqualTo(200);
        scene.press(page, "masked", Scene.TOUT);
        assertThat(scene.send(read).status()).isEqualTo(404);
        assertThat(scene.service().html().select("form.masked")).hasSize(1);
    }

    @Test
    @DisplayName("The way back is offered to the app's registered redirect URI, to the letter, kept over a change, and to nothing else")
    void openRedirect() {
        scene.launch.connected(Scene.GLYCEMIE);
        Browser.Page page = browser.open("/consents/" + Scene.APP + "?return=" + PageLaunch.encoded(Scene.redirectUri()));
        assertThat(page.html().select("a.back").attr("href")).isEqualTo(Scene.redirectUri());
        assertThat(scene.press(page, "withdraw", Scene.GLYCEMIE).html().select("a.back").attr("href")).isEqualTo(Scene.redirectUri());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example.org/", "//evil.example.org", "javascript:alert(1)", "http://127.0.0.1:8091/callback/../x", "http://127.0.0.1:8091/callback?x=1",
        "http://127.0.0.1:8091/callback#x", "http://127.0.0.1:8091@evil.example.org/callback", "http://127.0.0.1:9999/callback", " http://127.0.0.1:8091/callback"})
    @DisplayName("An address that is not registered appears nowhere")
    void openRedirectRefused(String address) {
        scene.launch.connected(Scene.GLYCEMIE);
        Browser.Page page = browser.open("/consents/" + Scene.APP + "?return=" + PageLaunch.encoded(address));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html().select("a.back, input[name=return]")).isEmpty();
        String form = "_csrf=" + PageLaunch.encoded(page.html().select("form.withdraw input[name=_csrf]").val()) + "&patient=" + scene.record.id() + "&purpose=" + Scene.GLYCEMIE;
        Browser.Page answered = browser.post("/consents/" + Scene.APP + "/withdraw", form + "&return=" + PageLaunch.encoded(address));
        assertThat(answered.location()).isEqualTo(scene.server.root() + "/consents/" + Scene.APP + "?patient=" + scene.record.id());
    }

    @Test
    @DisplayName("Another person's record is 404 on every page, and nothing is changed")
    void othersRecord() {
        scene.launch.connected(Scene.GLYCEMIE);
        Records.Opened other = scene.server.records().adult();
        assertThat(browser.get("/consents?patient=" + other.id()).status()).isEqualTo(404);
        assertThat(browser.get("/consents/" + Scene.APP + "?patient=" + other.id()).status()).isEqualTo(404);
        Browser.Page page = scene.service();
        for (String form : List.of("form.give", "form.withdraw", "form.disconnect")) {
            assertThat(browser.submit(page, form, Map.of("patient", other.id())).status()).as(form).isEqualTo(404);
        }
        assertThat(scene.consents(other)).isEmpty();
        assertThat(browser.get("/consents/nobody").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("Changes are POST with the form's own token, and no page may be framed")
    void forged() {
        scene.launch.connected(Scene.GLYCEMIE);
        String form = "patient=" + scene.record.id() + "&purpose=" + Scene.GLYCEMIE;
        assertThat(browser.post("/consents/" + Scene.APP + "/withdraw", form).status()).isEqualTo(403);
        assertThat(browser.get("/consents/" + Scene.APP + "/withdraw?" + form).status()).isEqualTo(405);
        assertThat(scene.consents(scene.record)).hasSize(1);
        for (String path : List.of("/consents", "/consents/" + Scene.APP)) {
            Browser.Page page = browser.get(path);
            assertThat(page.header("Content-Security-Policy")).contains("frame-ancestors 'none'", "default-src 'none'");
            assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(page.header("Cache-Control")).contains("no-store");
        }
    }

    @Test
    @DisplayName("S5 a caregiver sees the services and is offered nothing; what he forges is refused in words")
    void caregiver() {
        Records.Opened caredFor = scene.server.records().adult();
        String holder = scene.server.tokens().holder(caredFor.id());
        scene.delegate(caredFor, scene.record.ins(), "CAREGIVER", holder);
        scene.server.api().post(holder, "/Consent", Scene.consent(caredFor, Scene.GLYCEMIE));
        scene.launch.connectedFor(scene.record, Scene.GLYCEMIE);
        Browser.Page page = browser.open("/consents?patient=" + caredFor.id());
        assertThat(page.html().select("section.service h2").text()).isEqualTo("Mon glucomètre");
        assertThat(page.html().text()).contains("vous voyez ses services", "par Camille MARTIN");
        assertThat(page.html().select("main form")).isEmpty();
        Browser.Page own = browser.open("/consents/" + Scene.APP + "?patient=" + scene.record.id());
        for (String form : List.of("form.give", "form.withdraw", "form.disconnect")) {
            Browser.Page refused = browser.submit(own, form, Map.of("patient", caredFor.id()));
            assertThat(refused.status()).as(form).isEqualTo(403);
            assertThat(refused.html().select("h1").text()).isEqualTo("Cela n'a pas été fait");
        }
        assertThat(scene.consents(caredFor)).hasSize(1);
    }

    @Test
    @DisplayName("S5 what a parent gave is to be confirmed once the child is of age, and holds from the confirmation on")
    void majority() {
        Records.Opened child;
        // A login lasts hours: it is the parent's act that lies in the past.
        try (var ignored = scene.server.clock().moved(Duration.ofDays(-3))) {
            child = scene.server.records().open(LocalDate.now(scene.server.clock()).minusYears(18).plusDays(1));
            String related = scene.delegate(child, scene.record.ins(), "MTH", scene.server.tokens().support());
            Reply given = scene.server.api().post(scene.server.tokens().representative(child.id(), related), "/Consent", Scene.consent(child, Scene.GLYCEMIE));
            assertThat(given.status()).as(given.text()).isEqualTo(201);
        }
        Browser adult = scene.server.people().loggedIn(scene.server.people().holderOf(child));
        String app = Apps.token(scene.server, Scene.APP, child.id(), "patient/*.rs");
        assertThat(scene.measures(app, Scene.GLYCEMIE, child).status()).isEqualTo(403);
        assertThat(adult.open("/consents").html().text()).contains("Des autorisations attendent votre confirmation.");
        Browser.Page page = adult.open("/consents/" + Scene.APP);
        assertThat(page.html().select(".purpose .state").first().text()).startsWith("À confirmer").contains("Dominique MARTIN, représentant légal");
        Browser.Page after = adult.submit(page, "form.give:has(input[value=" + Scene.GLYCEMIE + "])", Map.of());
        assertThat(after.html().select(".purpose .state").first().text()).startsWith("Autorisée").endsWith("par vous.");
        assertThat(scene.measures(app, Scene.GLYCEMIE, child).status()).isEqualTo(200);
        assertThat(scene.consents(child)).singleElement()
                .satisfies(consent -> assertThat(consent.getPerformerFirstRep().getReference()).isEqualTo("Patient/" + child.id()));
    }
}
