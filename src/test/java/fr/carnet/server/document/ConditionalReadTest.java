package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** FHIR conditional read: what has not changed is not sent again; S7: to who may not see it, it is absent all the same. */
class ConditionalReadTest {

    private static final String DOCTOR = "810000000011";
    private static final String NURSE = "810000000044";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);
    private final String nurse = server.tokens().professional(NURSE, "60", null, null);
    private final Records.Opened record = server.records().authorised(server.records().authorised(server.records().adult(), doctor, DOCTOR), nurse, NURSE);

    @Test
    @DisplayName("A version that stands in the URL is changed by nobody: 405, and the document stays as it is")
    void versions() {
        String path = "/DocumentReference/" + server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        Reply refused = server.api().patch(doctor, path + "/_history/1", "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]");
        Refusals.assertWellFormed(refused, 405, "not-offered");
        assertThat(server.api().get(nurse, path).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("If-None-Match: 304 without a body for the version at hand, 200 for another, 404 once it is hidden")
    void ifNoneMatch() {
        String path = "/DocumentReference/" + server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        Reply unchanged = server.api().get(nurse, path, Map.of("If-None-Match", "W/\"1\""));
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.bytes()).isEmpty();
        assertThat(server.api().get(nurse, path, Map.of("If-None-Match", "W/\"7\"")).status()).isEqualTo(200);
        server.api().patch(doctor, path, "[{\"op\":\"add\",\"path\":\"/securityLabel/-\",\"value\":{\"coding\":[{\"code\":\"MASQUE_PS\"}]}}]");
        for (String version : new String[] {"1", "2", "7"}) {
            Refusals.assertWellFormed(server.api().get(nurse, path, Map.of("If-None-Match", "W/\"" + version + "\"")), 404, "not-found");
        }
    }
}
