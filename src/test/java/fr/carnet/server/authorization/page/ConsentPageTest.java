package fr.carnet.server.authorization.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.carnet.server.authorization.token.Pairing;
import fr.carnet.server.authorization.token.Pairings;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Browser;
import fr.carnet.server.support.Launch;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.People;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestIssuers;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Consent;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page between login and app: whose record, which purposes, which permissions (ACCESS-RULES 5 and 6, SMART App Launch 2.2). */
class ConsentPageTest {

    private final Scene scene = Scene.adult();
    private final Browser browser = scene.browser;

    @Test
    @DisplayName("The page tells who asks for what: purposes one by one with their data, none ticked; permissions in words, all ticked")
    void tells() {
        Browser.Page page = scene.launch.ask(Scene.SCOPES);
        assertThat(page.status()).as(page.response().body()).isEqualTo(200);
        assertThat(page.html().select("h1").text()).isEqualTo("« Mon glucomètre » demande à accéder au dossier");
        assertThat(page.html().text()).contains("Éditeur d'essai", "Relève la glycémie", "Camille MARTIN", "Suivre ma glycémie", "Suivre ma glycémie, en détail", "Domaine : soin",
                "Mesures, lecture : Glycémie", "Mesures, ajout : Glycémie", "Documents, lecture : Tous les documents", "Mesures : lire, rechercher", "Garder l'accès, même quand vous n'êtes pas connecté");
        assertThat(page.html().select("#consent input[name=purpose]").eachAttr("value")).containsExactly(Scene.GLYCEMIE, Scene.TOUT);
        assertThat(page.html().select("img.logo").attr("src")).isEqualTo("https://logo.example.org/g.png");
        assertThat(page.html().select("#consent input[name=purpose][checked]")).isEmpty();
        assertThat(page.html().select("#consent input[name=scope][checked]").eachAttr("value")).contains("patient/Observation.rs", "patient/DocumentReference.rs", "offline_access");
        assertThat(page.html().select("#consent .narrower input[name=scope]").eachAttr("value"))
                .contains("patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs");
        assertThat(page.html().select("#consent .narrower input[checked]")).isEmpty();
    }

    @Test
    @DisplayName("Everything to be chosen has a label, is reached without a script, and stands in one language")
    void usable() {
        for (String language : List.of("fr", "en")) {
            browser.prefers(language);
            Browser.Page page = scene.launch.ask(Scene.SCOPES);
            assertThat(page.html().select("html").attr("lang")).isEqualTo(language);
            for (Element input : page.html().select("main input:not([type=hidden])")) {
                assertThat(page.html().select("label[for=" + input.id() + "]").text()).as(input.outerHtml()).isNotBlank();
                input.attr("aria-describedby").lines().forEach(id -> assertThat(page.html().getElementById(id)).as(id).isNotNull());
            }
            assertThat(page.html().select("main fieldset > legend")).hasSameSizeAs(page.html().select("main fieldset"));
            assertThat(page.html().select("main script, [onclick], [style]")).isEmpty();
            assertThat(page.response().body()).doesNotContain("??");
        }
        assertThat(scene.launch.ask(Scene.SCOPES).html().text()).contains("Follow my blood glucose", "Measures: read, search", "Keep access, even when you are not logged in");
    }

    @Test
    @DisplayName("A wildcard is told as what it is: everything, now and in future")
    void wildcard() {
        assertThat(scene.launch.ask("launch/patient patient/*.cruds").html().text())
                .contains("Toutes les données du dossier : ajouter, lire, modifier, supprimer, rechercher", "celles d'aujourd'hui et celles qui s'y ajouteront");
    }

    @Test
    @DisplayName("S6.3 what is ticked becomes the holder's consent, through the endpoint, and the app uses it; what is not ticked stays refused")
    void ticked() {
        JsonNode tokens = scene.launch.connected(Scene.GLYCEMIE);
        assertThat(tokens.get("patient").asText()).isEqualTo(scene.record.id());
        assertThat(scene.measures(tokens.get("access_token").asText(), Scene.GLYCEMIE).ids()).containsExactly(scene.measure);
        List<Consent> consents = scene.consents(scene.record);
        assertThat(consents).singleElement().satisfies(consent -> {
            assertThat(consent.getProvision().getPurposeFirstRep().getCode()).isEqualTo(Scene.GLYCEMIE);
            assertThat(consent.getPerformerFirstRep().getReference()).isEqualTo("Patient/" + scene.record.id());
        });
        assertThat(scene.measures(tokens.get("access_token").asText(), Scene.TOUT).status()).isEqualTo(403);
        Browser.Page again = scene.launch.ask(Scene.SCOPES);
        assertThat(again.html().select("#consent input[name=purpose]").eachAttr("value")).containsExactly(Scene.TOUT);
        assertThat(again.html().text()).contains("Déjà autorisée. depuis le");
    }

    @Test
    @DisplayName("Refusing sends the app access_denied and stores nothing")
    void refused() {
        Browser.Page answered = browser.submit(scene.launch.ask(Scene.SCOPES), "#refuse", Map.of());
        assertThat(answered.location()).startsWith(Scene.redirectUri());
        assertThat(PageLaunch.parameter(answered, "error")).isEqualTo("access_denied");
        assertThat(scene.consents(scene.record)).isEmpty();
        assertThat(scene.server.bean(Pairings.class).ofPatient(scene.record.id())).isEmpty();
    }

    @Test
    @DisplayName("g(10) of asked patient/Observation.rs only a category may be given")
    void narrower() {
        Browser.Page page = scene.launch.ask("launch/patient patient/Observation.rs");
        String vitalSigns = page.html().select(".narrower input").first().val();
        JsonNode tokens = scene.launch.tokens(browser.submit(page, "#consent", Map.of("scope", vitalSigns)));
        assertThat(List.of(tokens.get("scope").asText().split(" "))).contains(vitalSigns).doesNotContain("patient/Observation.rs");
    }

    @Test
    @DisplayName("A parent chooses between the own record and the child's; token and consent are the child's, given by the parent")
    void child() {
        Records.Opened child = scene.server.records().open(LocalDate.now(scene.server.clock()).minusYears(9));
        String related = scene.delegate(child, scene.record.ins(), "MTH", scene.server.tokens().support());
        Browser.Page choice = scene.launch.ask(Scene.SCOPES);
        assertThat(choice.html().select("#profiles input[name=patient]").eachAttr("value")).containsExactly(scene.record.id(), child.id());
        Browser.Page consent = browser.submit(choice, "#profiles", Map.of("patient", child.id()));
        assertThat(consent.html().select(".record").text()).contains("personne que vous représentez");
        JsonNode tokens = scene.launch.tokens(scene.launch.agree(consent, Scene.GLYCEMIE));
        assertThat(tokens.get("patient").asText()).isEqualTo(child.id());
        assertThat(scene.measures(tokens.get("access_token").asText(), Scene.GLYCEMIE, child).status()).isEqualTo(200);
        assertThat(scene.measures(tokens.get("access_token").asText(), Scene.GLYCEMIE).status()).isEqualTo(403);
        Consent given = scene.consents(scene.server.tokens().representative(child.id(), related), child).get(0);
        assertThat(given.getPerformerFirstRep().getReference()).isEqualTo("RelatedPerson/" + related);
    }

    @Test
    @DisplayName("S5 a caregiver is told that he may not consent, and the launch is refused, on the page and behind it")
    void caregiver() {
        Records.Opened caredFor = scene.server.records().adult();
        scene.delegate(caredFor, scene.record.ins(), "CAREGIVER", scene.server.tokens().holder(caredFor.id()));
        Map<String, String> choice = Map.of("patient", caredFor.id());
        Browser.Page page = browser.submit(scene.launch.ask(Scene.SCOPES), "#profiles", choice);
        assertThat(page.html().select("[role=alert]").text()).contains("Vous êtes l'aidant de Camille MARTIN");
        assertThat(page.html().select("#consent")).isEmpty();
        String state = page.html().select("#refuse input[name=state]").val();
        Browser.Page forged = browser.post("/oauth2/authorize", "client_id=" + Scene.APP + "&state=" + PageLaunch.encoded(state) + "&patient=" + caredFor.id()
                + "&scope=launch%2Fpatient&scope=patient%2FObservation.rs&purpose=" + Scene.GLYCEMIE);
        assertThat(PageLaunch.parameter(forged, "code")).isNull();
        assertThat(scene.consents(caredFor)).isEmpty();
        assertThat(scene.server.bean(Pairings.class).ofPatient(caredFor.id())).noneMatch(Pairing::isLive);
        Browser.Page answered = browser.submit(browser.submit(scene.launch.ask(Scene.SCOPES), "#profiles", choice), "#refuse", Map.of());
        assertThat(PageLaunch.parameter(answered, "error")).isEqualTo("access_denied");
    }

    @Test
    @DisplayName("The holder's own application is told as such: no purposes; a caregiver may use it, for it is no third party")
    void firstParty() {
        Records.Opened caredFor = scene.server.records().adult();
        scene.delegate(caredFor, scene.record.ins(), "CAREGIVER", scene.server.tokens().holder(caredFor.id()));
        Launch own = new Launch(scene.server).with("client_id", TestIssuers.FIRST_PARTY).with("redirect_uri", OAuthClients.REDIRECT).with("scope", "launch/patient patient/Observation.rs");
        for (String patient : List.of(scene.record.id(), caredFor.id())) {
            Browser.Page page = browser.submit(browser.open(own.address()), "#profiles", Map.of("patient", patient));
            assertThat(page.html().select(".app").text()).startsWith("C'est l'application même de ce carnet de santé");
            assertThat(page.html().select("#consent input[name=purpose]")).isEmpty();
            assertThat(page.html().select("#consent input[name=scope]").eachAttr("value")).contains("patient/Observation.rs");
        }
    }

    @Test
    @DisplayName("Another person's record is no choice: 404 on the page, no code behind it, nothing stored")
    void tampered() {
        Records.Opened other = scene.server.records().adult();
        Browser.Page page = scene.launch.ask(Scene.SCOPES);
        assertThat(browser.get(page.uri() + "&patient=" + other.id()).status()).isEqualTo(404);
        Browser.Page answered = browser.submit(page, "#consent", Map.of("patient", other.id(), "purpose", Scene.GLYCEMIE));
        assertThat(PageLaunch.parameter(answered, "code")).isNull();
        assertThat(scene.consents(other)).isEmpty();
        assertThat(scene.server.bean(Pairings.class).ofPatient(other.id())).isEmpty();
    }

    @Test
    @DisplayName("The page shows a launch that waits for this very person, never what its address says")
    void madeUp() {
        Browser.Page page = scene.launch.ask("launch/patient patient/Observation.rs");
        String state = page.html().select("#consent input[name=state]").val();
        String mine = "/consent?client_id=" + Scene.APP + "&scope=patient%2F*.cruds&state=" + PageLaunch.encoded(state);
        assertThat(browser.get(mine).html().select("#consent input[name=scope]").eachAttr("value")).contains("patient/Observation.rs").doesNotContain("patient/*.cruds");
        assertThat(browser.get("/consent?client_id=" + Apps.OFFLINE + "&state=" + PageLaunch.encoded(state)).status()).isEqualTo(404);
        assertThat(browser.get("/consent?client_id=" + Scene.APP + "&state=invented").status()).isEqualTo(404);
        assertThat(browser.get("/consent?client_id=" + Scene.APP).status()).isEqualTo(400);
        People.Person other = scene.server.people().holderOf(scene.server.records().adult());
        assertThat(scene.server.people().loggedIn(other).get(mine).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("No frame, no script, no cache; the form leads to this server and to the app's own redirect URI")
    void headers() {
        Browser.Page page = scene.launch.ask(Scene.SCOPES);
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self' http://127.0.0.1:8091;", "base-uri 'none'");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    }
}
