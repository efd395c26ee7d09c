package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Browser.Page;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Observation;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SMART App Launch 2.2, "Scopes": the holder narrows what was asked, and the calls are held to what is left. */
class ScopeSelectionTest {

    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";
    private static final String LABORATORY = "patient/Observation.rs?category=" + CATEGORY + "|laboratory";
    private static final String CONTEXT = "launch/patient offline_access ";

    private final TestServer server = TestServer.running();
    private final Cast cast = Cast.of(server);
    private final SmartApp app = cast.publicApp();
    private Holder holder;
    private String laboratory;
    private String vitalSigns;

    @BeforeEach
    void twoMeasures() {
        holder = cast.holder();
        laboratory = measure("laboratory");
        vitalSigns = measure("vital-signs");
    }

    @Test
    @Tag("SCOPE-01")
    @DisplayName("The holder unticks a scope: it is not granted, and its type is refused while the others are answered")
    void limited() {
        Grant grant = launched(CONTEXT + "patient/Observation.rs patient/Patient.r", Holder.only(Set.of("patient/Observation.rs", "offline_access")::contains));
        assertThat(grant.scopes()).contains("patient/Observation.rs", "launch/patient", "offline_access").doesNotContain("patient/Patient.r");
        assertThat(search(grant).status()).isEqualTo(200);
        Refusals.assertWellFormed(grant.get("/Patient/" + grant.patient(), cast.purpose()), 403, "insufficient-scope");
        assertThat(grant.refreshed().scopes()).isEqualTo(grant.scopes());
    }

    @Test
    @Tag("SCOPE-02")
    @DisplayName("A scope that the page did not offer, or a wider one, cannot be put into the answer")
    void notOffered() {
        for (String smuggled : List.of("patient/Observation.cruds", "patient/*.rs", "patient/Patient.r", "openid")) {
            Pkce pkce = Pkce.fresh();
            Page consent = holder.authorize(app.authorization(CONTEXT + "patient/Observation.rs", pkce));
            Parameters answer = new Parameters(Holder.hidden(consent)).with("scope", smuggled).with("purpose", cast.purpose());
            Page given = holder.browser().post(server.root() + "/oauth2/authorize", answer.encoded());
            assertThat(given.location()).as(smuggled).doesNotContain("code=");
            assertThat(given.status()).as(smuggled).isLessThan(500);
        }
    }

    @Test
    @Tag("SCOPE-03")
    @DisplayName("Asked for a type, the holder may grant one category of it: the token says so")
    void granularSelection() {
        Page consent = holder.authorize(app.authorization(CONTEXT + "patient/Observation.rs", Pkce.fresh()));
        assertThat(Holder.offered(consent, "scope")).contains(LABORATORY);
        Grant grant = launched(CONTEXT + "patient/Observation.rs", Holder.only(LABORATORY::equals));
        assertThat(grant.scopes()).contains(LABORATORY).doesNotContain("patient/Observation.rs");
    }

    @Test
    @Tag("SCOPE-04")
    @DisplayName("A token narrowed to a category shows that category in searches and reads, counts included, and hides the other as if it were not there")
    void granularEnforcement() {
        for (Grant grant : List.of(launched(CONTEXT + "patient/Observation.rs", Holder.only(LABORATORY::equals)),
                launched(CONTEXT + LABORATORY, Holder.AS_OFFERED))) {
            Reply found = search(grant);
            assertThat(found.ids()).containsExactly(laboratory);
            assertThat(found.bundle().getTotal()).isEqualTo(1);
            assertThat(grant.get("/Observation/" + laboratory, cast.purpose()).status()).isEqualTo(200);
            Reply hidden = grant.get("/Observation/" + vitalSigns, cast.purpose());
            Reply absent = grant.get("/Observation/00000000-0000-4000-8000-000000000000", cast.purpose());
            assertThat(hidden.status()).isEqualTo(absent.status());
            assertThat(hidden.issue()).isEqualTo(absent.issue());
            assertThat(grant.get("/Observation?patient=" + grant.patient() + "&category=vital-signs", cast.purpose()).bundle().getTotal()).isZero();
            assertThat(post(grant, observation("laboratory")).status()).as("read scopes write nothing").isEqualTo(403);
        }
    }

    @Test
    @Tag("SCOPE-05")
    @DisplayName("v1 scopes are taken and given back as asked: read reads and searches, write creates and changes, neither does the other's")
    void v1() {
        Grant read = launched("launch/patient patient/Observation.read", Holder.AS_OFFERED);
        assertThat(read.scopes()).isEqualTo(Set.of("launch/patient", "patient/Observation.read"));
        assertThat(search(read).ids()).containsExactlyInAnyOrder(laboratory, vitalSigns);
        Refusals.assertWellFormed(post(read, observation("laboratory")), 403, "insufficient-scope");
        Grant write = launched("launch/patient patient/Observation.write", Holder.AS_OFFERED);
        assertThat(post(write, observation("laboratory")).status()).isEqualTo(201);
        Refusals.assertWellFormed(search(write), 403, "insufficient-scope");
    }

    @Test
    @Tag("SCOPE-06")
    @DisplayName("Letters are what they say: r reads and does not search, s searches and does not read, c creates and does not change")
    void letters() {
        Grant r = launched("launch/patient patient/Observation.r", Holder.AS_OFFERED);
        assertThat(r.get("/Observation/" + laboratory, cast.purpose()).status()).isEqualTo(200);
        Refusals.assertWellFormed(search(r), 403, "insufficient-scope");
        Grant s = launched("launch/patient patient/Observation.s", Holder.AS_OFFERED);
        assertThat(search(s).status()).isEqualTo(200);
        Refusals.assertWellFormed(s.get("/Observation/" + laboratory, cast.purpose()), 403, "insufficient-scope");
        Grant c = launched("launch/patient patient/Observation.c", Holder.AS_OFFERED);
        Reply created = post(c, observation("laboratory"));
        assertThat(created.status()).isEqualTo(201);
        Refusals.assertWellFormed(server.api().send("PUT", c.accessToken(), "/Observation/" + created.createdId(), created.bytes(),
                Map.of("Code-Finalite", cast.purpose(), "Content-Type", "application/fhir+json")), 403, "insufficient-scope");
    }

    private Grant launched(String scope, Predicate<Element> ticked) {
        Pkce pkce = Pkce.fresh();
        return Grant.of(app, app.exchange(holder.code(app, app.authorization(scope, pkce), ticked, cast.purpose()), pkce.verifier()));
    }

    private Reply search(Grant grant) {
        return grant.get("/Observation?patient=" + grant.patient(), cast.purpose());
    }

    private Reply post(Grant grant, Observation measure) {
        return grant.send("POST", "/Observation", measure, cast.purpose());
    }

    private String measure(String category) {
        Reply made = server.api().post(server.tokens().holder(holder.record().id()), "/Observation", observation(category));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.createdId();
    }

    private Observation observation(String category) {
        Observation measure = EntrySamples.measure(holder.record().id(), "2345-7");
        measure.getCategory().clear();
        measure.addCategory().addCoding().setSystem(CATEGORY).setCode(category);
        return measure;
    }
}
