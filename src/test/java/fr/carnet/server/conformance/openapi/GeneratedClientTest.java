package fr.carnet.server.conformance.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestServer;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever generates a client from the running server's document has one that works. */
class GeneratedClientTest {

    private static final String DOCTOR = "810000000916";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);

    @TempDir
    private Path directory;

    @Test
    @DisplayName("Generated from /fhir/api-docs it compiles, finds the one document with a token, and is told 401 without")
    void findsADocument() throws Exception {
        Records.Opened record = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        String document = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11502-2"));

        ClassLoader client = new GeneratedClient(directory).from(server.api().get(null, "/api-docs").text());
        Method search = client.loadClass("client.FirstCall").getMethod("search", String.class, String.class, String.class);

        Map<?, ?> found = (Map<?, ?>) search.invoke(null, doctor, record.id(), "11488-4");
        assertThat(found.get("total")).isEqualTo(1);
        assertThat(((List<?>) found.get("entry")).toString()).contains(document);
        assertThat(search.invoke(null, null, record.id(), "11488-4")).isEqualTo(401);
        assertThat(search.invoke(null, doctor, "00000000-0000-4000-8000-000000000000", "11488-4")).isEqualTo(403);
    }
}
