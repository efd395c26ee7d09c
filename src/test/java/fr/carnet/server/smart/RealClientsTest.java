package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/** Unmodified clients do what an app does, one test for each step: src/clients/README.md. Skipped, with the reason, where Node or Chromium is missing. */
class RealClientsTest {

    private ClientScene scene;

    @BeforeEach
    void aPersonAndAnApp() throws IOException {
        scene = new ClientScene(TestServer.running());
    }

    @AfterEach
    void leave() {
        scene.close();
    }

    @TestFactory
    @Tag("CLIENT-01")
    @DisplayName("fhirclient: a standalone launch through the pages, reads, refresh, and what follows when the person disconnects it")
    Stream<DynamicTest> fhirclient() {
        return ClientRun.of("fhirclient.mjs", scene.inTheBrowser(Installation.needsBrowser())).tests();
    }

    @TestFactory
    @Tag("CLIENT-02")
    @DisplayName("fhir-kit-client: endpoints found, measures written and read with the purpose in a header")
    Stream<DynamicTest> fhirKitClient() {
        Installation.needsNode();
        return ClientRun.of("fhir-kit-client.mjs", scene.withToken()).tests();
    }

    @TestFactory
    @Tag("CLIENT-03")
    @DisplayName("openid-client: discovery, code with PKCE, id_token, refresh, introspection, revocation, private_key_jwt, client_credentials")
    Stream<DynamicTest> openidClient() {
        return ClientRun.of("openid-client.mjs", scene.inTheBrowser(Installation.needsBrowser())).tests();
    }

    @TestFactory
    @Tag("CLIENT-04")
    @DisplayName("axe finds no barrier on any page, in French and English; the launch goes without a mouse")
    Stream<DynamicTest> accessibility() {
        return ClientRun.of("accessibility.mjs", scene.inTheBrowser(Installation.needsBrowser())).tests();
    }

    @Test
    @Tag("CLIENT-05")
    @DisplayName("Where Node or Chromium is missing they are skipped with the reason; where they are required that is a failure; where nothing is missing they run")
    void missing() {
        assertThatThrownBy(() -> Installation.judge(Optional.of("no Node"), "")).isInstanceOf(TestAbortedException.class).hasMessageContaining("no Node");
        assertThatThrownBy(() -> Installation.judge(Optional.of("no Node"), "required")).isInstanceOf(AssertionError.class).hasMessageContaining("no Node");
        assertThatCode(() -> Installation.judge(Optional.empty(), "required")).doesNotThrowAnyException();
    }
}
