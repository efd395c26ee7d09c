package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 2 "Bad input", for the third form of patch: an XML Patch with a document type is not read, whatever its entities name. */
class XmlPatchEntityTest {

    private static final String ID = "810000001068";
    private static final String LABEL = "<diff xmlns:f=\"http://hl7.org/fhir\"><add sel=\"f:DocumentReference/f:securityLabel[1]/f:coding\">"
            + "<display xmlns=\"http://hl7.org/fhir\" value=\"VALUE\"/>"
            + "</add></diff>";

    private final TestServer server = TestServer.instance();
    private final Refusals refusals = new Refusals();
    private final String doctor = server.tokens().doctor(ID);
    private final Records.Opened record = server.records().authorised(server.records().adult(), doctor, ID);
    private final String path = "/DocumentReference/" + server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();

    @Test
    @DisplayName("A file that an entity names does not end up in the document")
    void file(@TempDir Path directory) throws IOException {
        String secret = "canari-" + UUID.randomUUID();
        Path file = Files.writeString(directory.resolve("secret.txt"), secret);
        String type = "<!DOCTYPE diff [<!ENTITY e SYSTEM \"" + file.toUri() + "\">]>";
        for (String element : new String[] {"f:coding/f:code/@value", "f:coding/f:system/@value"}) {
            String patch = type + "<diff xmlns:f=\"http://hl7.org/fhir\"><replace sel=\"f:DocumentReference/f:securityLabel[1]/" + element + "\">&e;</replace></diff>";
            assertThat(send(patch).text()).doesNotContain(secret);
            assertThat(Call.get(doctor, path).send().text()).doesNotContain(secret);
            refused(patch);
        }
    }

    @Test
    @DisplayName("An address that an entity or a document type names is never called")
    void address() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(200);
            String url = "http://127.0.0.1:" + listener.getLocalPort() + "/";
            List<String> patches = List.of("<!DOCTYPE diff SYSTEM \"" + url + "\">" + LABEL, "<!DOCTYPE diff [<!ENTITY % e SYSTEM \"" + url + "\">%e;]>" + LABEL,
                    "<!DOCTYPE diff [<!ENTITY e SYSTEM \"" + url + "\">]>" + LABEL.replace("</add>", "&e;</add>"));
            for (String patch : patches) {
                Thread sending = new Thread(() -> send(patch));
                sending.start();
                assertThatThrownBy(() -> listener.accept().close()).as(patch).isInstanceOf(SocketTimeoutException.class);
                sending.interrupt();
            }
            patches.forEach(this::refused);
        }
    }

    @Test
    @DisplayName("Entities that multiply are not expanded")
    void expansion() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE diff [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY l").append(i).append(" \"").append(("&l" + (i - 1) + ";").repeat(10)).append("\">");
        }
        refused(laughs + "]>" + LABEL.replace("VALUE", "&l29;"));
        refused("<!DOCTYPE diff [<!ENTITY a \"haha\">]>" + LABEL.replace("VALUE", "&a;"));
    }

    private Reply send(String patch) {
        return Call.patch(doctor, path, "application/xml-patch+xml", patch).send();
    }

    private void refused(String patch) {
        refusals.expect(Call.patch(doctor, path, "application/xml-patch+xml", patch), 422, "business-rule");
    }
}
