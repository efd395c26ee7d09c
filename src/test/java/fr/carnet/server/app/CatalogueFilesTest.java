package fr.carnet.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.audit.AuditTrail;
import fr.carnet.server.config.AppSettings;
import fr.carnet.server.config.RefusedSettingException;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.transaction.PlatformTransactionManager;

/** {@code carnet.apps.catalogue}: a file is entered at start when it is new or has changed; one that breaks a rule stops the start. */
class CatalogueFilesTest {

    private final TestServer server = TestServer.instance();
    private final Entries entry = Entries.fresh();

    @TempDir
    private Path directory;

    @Test
    @DisplayName("A new file is entered, an unchanged one leaves what was changed since, a changed one is entered again; each entering is traced")
    void newAndChanged() throws IOException {
        Path file = Files.writeString(directory.resolve("catalogue.json"), entry.json());
        long traces = Rows.traces();
        start(file);
        assertThat(isOnline()).isTrue();
        assertThat(Rows.traces()).isEqualTo(traces + 1);
        assertThat(entry.in("SUSPENDUE", "suspended").enter(server).status()).isEqualTo(200);
        start(file);
        assertThat(isOnline()).as("the support desk's word stands").isFalse();
        Files.writeString(file, entry.json() + "\n");
        start(file);
        assertThat(isOnline()).isTrue();
    }

    @Test
    @DisplayName("A file that is missing, unreadable or breaks a rule stops the start, names itself and the element, and enters nothing")
    void refused() throws IOException {
        Map<String, Long> before = Rows.counted();
        Path wrong = Files.writeString(directory.resolve("faux.json"), entry.with("\"https://app.test/callback\"", "\"http://app.test/callback\"").json());
        assertThatThrownBy(() -> start(wrong)).isInstanceOf(RefusedSettingException.class).hasMessageContaining("faux.json").hasMessageContaining("redirectUri");
        Path other = Files.writeString(directory.resolve("patient.json"), "{\"resourceType\":\"Patient\"}");
        assertThatThrownBy(() -> start(other)).isInstanceOf(RefusedSettingException.class).hasMessageContaining("patient.json");
        Path noFhir = Files.writeString(directory.resolve("texte.json"), "bonjour");
        assertThatThrownBy(() -> start(noFhir)).isInstanceOf(RefusedSettingException.class).hasMessageContaining("texte.json");
        assertThatThrownBy(() -> start(directory.resolve("absent.json"))).isInstanceOf(RefusedSettingException.class).hasMessageContaining("absent.json");
        assertThat(Rows.counted()).isEqualTo(before);
    }

    private boolean isOnline() {
        return server.bean(LiveClients.class).find(entry.client()).orElseThrow().online();
    }

    private void start(Path file) {
        new CatalogueFiles(new AppSettings(List.of(file.toUri().toString())), server.bean(CatalogueRows.class), server.bean(AuditTrail.class), new DefaultResourceLoader(),
                server.bean(Referencing.class), server.bean(FhirContext.class), server.clock(), server.bean(PlatformTransactionManager.class))
                .run(new DefaultApplicationArguments());
    }
}
