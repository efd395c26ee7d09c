package fr.carnet.server.authorization.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.server.authorization.login.Account;
import fr.carnet.server.authorization.token.PersonTokens;
import fr.carnet.server.config.EndpointSettings;
import fr.carnet.server.config.OwnCallSettings;
import fr.carnet.server.storage.Profiles.Kind;
import fr.carnet.server.storage.Profiles.Profile;
import fr.carnet.server.support.Browser;
import fr.carnet.server.support.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.server.Ssl;

/** The pages' calls to the own endpoint: bounded in number and in time, refusals in words, all or none. */
class OwnCallsTest {

    private final Scene scene = Scene.adult();
    private final Account account = scene.holder.account();
    private final Profile profile = new Profile(scene.record.id(), Optional.empty(), "Camille MARTIN", Kind.SELF);

    @Test
    @DisplayName("As many pages as may call at once do, as many wait their turn, the next is told at once to come back")
    void bounded() {
        OwnCalls calls = calls("", 1);
        Supplier<String> second = () -> calls.as(account, profile, Locale.FRENCH, RecordSession::patientId);
        calls.as(account, profile, Locale.FRENCH, record -> {
            assertThatThrownBy(second::get).isInstanceOfSatisfying(RecordRefusedException.class, refused -> assertThat(refused.status()).isEqualTo(503));
            return record.patientId();
        });
        assertThat(second.get()).isEqualTo(scene.record.id());
    }

    @Test
    @DisplayName("With every turn taken a page says so with 503 and Retry-After, and the endpoint still answers everybody else")
    void pagesLeaveRoom() {
        OwnCalls calls = scene.server.bean(OwnCalls.class);
        Browser.Page page = nested(calls, 8, () -> {
            assertThat(scene.server.api().get(scene.server.tokens().holder(scene.record.id()), "/Patient/" + scene.record.id()).status()).isEqualTo(200);
            return scene.browser.get("/consents");
        });
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.header("Retry-After")).isEqualTo("5");
        assertThat(page.html().select("[role=alert]").text()).startsWith("Le dossier ne répond pas pour le moment.");
        assertThat(page.response().body()).doesNotContain("Exception", "at fr.carnet");
        assertThat(scene.browser.get("/consents").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("An endpoint that does not answer is 503, not a page that hangs")
    void away() {
        OwnCalls calls = calls("http://127.0.0.1:" + Ports.free() + "/fhir", 8);
        assertThatThrownBy(() -> calls.as(account, profile, Locale.FRENCH, record -> new PurposeConsents(scene.server.clock()).given(record)))
                .isInstanceOfSatisfying(RecordRefusedException.class, refused -> assertThat(refused.status()).isEqualTo(503));
    }

    @Test
    @DisplayName("What the endpoint refuses is told in the person's language")
    void told() {
        OwnCalls calls = scene.server.bean(OwnCalls.class);
        for (Locale locale : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            assertThatThrownBy(() -> calls.as(account, profile, locale, record -> new PurposeConsents(scene.server.clock()).give(record, Scene.app().oid(), "INCONNUE", false)))
                    .isInstanceOfSatisfying(RecordRefusedException.class, refused -> {
                        assertThat(refused.status()).isEqualTo(422);
                        assertThat(refused.told()).get().asString().contains(locale == Locale.FRENCH ? "finalité" : "purpose");
                    });
        }
    }

    @Test
    @DisplayName("The purposes of a launch are kept all or none")
    void allOrNone() {
        LaunchPurposes purposes = scene.server.bean(LaunchPurposes.class);
        assertThatThrownBy(() -> purposes.record(profile, account, Scene.app(), Set.of(Scene.GLYCEMIE, "INCONNUE", Scene.TOUT))).isInstanceOf(RecordRefusedException.class);
        assertThat(scene.consents(scene.record)).isEmpty();
        purposes.record(profile, account, Scene.app(), Set.of(Scene.GLYCEMIE, Scene.TOUT));
        assertThat(scene.consents(scene.record)).hasSize(2);
        assertThatThrownBy(() -> purposes.record(profile, account, Scene.app(), Set.of(Scene.GLYCEMIE, "INCONNUE"))).isInstanceOf(RecordRefusedException.class);
        assertThat(scene.consents(scene.record)).as("what stood before stays").hasSize(2);
    }

    @Test
    @DisplayName("With TLS on the server itself the public name is called, for that is what its certificate is for; what is configured beats both")
    void endpoint() {
        EndpointSettings base = new EndpointSettings("https://carnet.example.org/fhir", false);
        ServerProperties tls = new ServerProperties();
        tls.setSsl(new Ssl());
        assertThat(new OwnEndpoint(settings("", 8), base, tls).base()).isEqualTo("https://carnet.example.org/fhir");
        assertThat(new OwnEndpoint(settings("http://127.0.0.1:9080/fhir", 8), base, tls).base()).isEqualTo("http://127.0.0.1:9080/fhir");
        assertThat(scene.server.bean(OwnEndpoint.class).base()).isEqualTo(scene.server.api().base());
    }

    private static <T> T nestedIn(OwnCalls calls, Account account, Profile profile, Supplier<T> inside) {
        return calls.as(account, profile, Locale.FRENCH, record -> inside.get());
    }

    private <T> T nested(OwnCalls calls, int turns, Supplier<T> inside) {
        return turns == 0 ? inside.get() : nestedIn(calls, account, profile, () -> nested(calls, turns - 1, inside));
    }

    private OwnCalls calls(String base, int atOnce) {
        OwnEndpoint endpoint = base.isEmpty() ? scene.server.bean(OwnEndpoint.class)
                : new OwnEndpoint(settings(base, atOnce), scene.server.bean(EndpointSettings.class), new ServerProperties());
        return new OwnCalls(endpoint, scene.server.bean(PersonTokens.class), scene.server.bean(FhirContext.class), settings(base, atOnce));
    }

    private static OwnCallSettings settings(String base, int atOnce) {
        return new OwnCallSettings(base, atOnce, Duration.ofMillis(200), Duration.ofSeconds(10));
    }
}
