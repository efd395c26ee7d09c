package fr.carnet.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 2 "Bad input": XML with a document type is not read, no entity of it is expanded, nothing it names is fetched. */
class XmlEntityTest {

    private static final String XML = "application/fhir+xml";

    private final Refusals refusals = new Refusals();
    private final String doctor = TestServer.instance().tokens().doctor("810000000011");

    @Test
    @DisplayName("Entities that multiply (billion laughs, quadratic blow-up) are refused")
    void expansion() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE DocumentReference [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY l").append(i).append(" \"").append(("&l" + (i - 1) + ";").repeat(10)).append("\">");
        }
        expect(laughs + "]>", "&l29;");
        expect("<!DOCTYPE DocumentReference [<!ENTITY a \"" + "a".repeat(100_000) + "\">]>", "&a;".repeat(10_000));
    }

    @Test
    @DisplayName("A file that an entity names is neither read nor told of")
    void file(@TempDir Path directory) throws IOException {
        String secret = "canari-" + UUID.randomUUID();
        Path file = Files.writeString(directory.resolve("secret.txt"), secret);
        String type = "<!DOCTYPE DocumentReference [<!ENTITY file SYSTEM \"" + file.toUri() + "\">]>";
        assertThat(expect(type, "&file;").text()).doesNotContain(secret);
        assertThat(posting("<!DOCTYPE DocumentReference SYSTEM \"" + file.toUri() + "\">", "x").send().text()).doesNotContain(secret);
    }

    @Test
    @DisplayName("An address that an entity names is never called")
    void address() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(1);
            String url = "http://127.0.0.1:" + listener.getLocalPort() + "/";
            expect("<!DOCTYPE DocumentReference [<!ENTITY call SYSTEM \"" + url + "\">]>", "&call;");
            posting("<!DOCTYPE DocumentReference [<!ENTITY % call SYSTEM \"" + url + "\">%call;]>", "x").send();
            posting("<!DOCTYPE DocumentReference SYSTEM \"" + url + "\">", "x").send();
            assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private Reply expect(String documentType, String description) {
        Call call = posting(documentType, description);
        refusals.expect(call, 400, "unreadable-body");
        return call.send();
    }

    private Call posting(String documentType, String description) {
        return Call.post(doctor, "/DocumentReference", XML, "<?xml version=\"1.0\"?>" + documentType
                + "<DocumentReference xmlns=\"http://hl7.org/fhir\"><description value=\"" + description + "\"/></DocumentReference>");
    }
}
