package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guide is there for anybody, and opens nothing else. */
class GuideAddressTest {

    private final TestServer server = TestServer.instance();
    private final String root = server.api().base().replaceFirst("/fhir$", "");

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/ig/,text/html,<h1>Accueil</h1>", "/ig/index.html,text/html,<h1>Accueil</h1>", "/ig/StructureDefinition-explicit-consent.html,text/html,explicit-consent",
        "/ig/regles-acces.html,text/html,S4.5", "/ig/guide.css,text/css,body", "/ig/StructureDefinition-explicit-consent.json,application/json,snapshot",
        "/ig/Consent-example-blocage.json,application/json,blocage"})
    @DisplayName("Served without a token")
    void served(String path, String type, String words) {
        Reply reply = server.api().get(null, root + path);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith(type);
        assertThat(reply.text()).contains(words);
    }

    @Test
    @DisplayName("/ig leads to /ig/")
    void withoutSlash() {
        Reply reply = server.api().get(null, root + "/ig");
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("Location")).endsWith("/ig/");
    }

    @Test
    @DisplayName("A page that the guide does not have is 404, and the FHIR endpoint has no guide")
    void nothingElse() {
        assertThat(server.api().get(null, root + "/ig/nothing.html").status()).isEqualTo(404);
        assertThat(server.api().get(null, root + "/ig/../application.yaml").status()).isIn(400, 404);
        assertThat(server.api().get(null, "/ig/").status()).isEqualTo(401);
        assertThat(server.api().get(null, "/ig/index.html").status()).isEqualTo(401);
    }

    @Test
    @DisplayName("The server gives a profile with the snapshot that was made at build time")
    void snapshotStored() {
        assertThat(server.api().get(null, "/StructureDefinition/explicit-consent").text()).contains("\"snapshot\"", "\"differential\"");
    }
}
