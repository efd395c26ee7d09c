package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** API 7: of several changes to one version one holds, the others are told 409; none is half done and none fails as if it were the server's fault. */
class ConcurrentPatchTest {

    private static final String DOCTOR = "810000000011";
    private static final int AT_ONCE = 8;

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);

    @Test
    @DisplayName("Eight changes of one document at once: each is applied or refused with 409, and the version counts those applied")
    void atOnce() throws Exception {
        Records.Opened record = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        String path = "/DocumentReference/" + server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<Reply>> running = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String label = i % 2 == 0 ? "MASQUE_PS" : "INVISIBLE_PATIENT";
            running.add(threads.submit(() -> server.api().patch(doctor, path,
                    "[{\"op\":\"add\",\"path\":\"/securityLabel/-\",\"value\":{\"coding\":[{\"code\":\"" + label + "\"}]}}]")));
        }
        int applied = 0;
        for (Future<Reply> done : running) {
            assertThat(done.get().status()).as(done.get().text()).isIn(200, 409);
            applied += done.get().status() == 200 ? 1 : 0;
        }
        threads.shutdown();
        assertThat(applied).isPositive();
        DocumentReference document = server.api().get(doctor, path).as(DocumentReference.class);
        assertThat(document.getMeta().getVersionId()).isEqualTo(String.valueOf(1 + applied));
        assertThat(document.getSecurityLabel()).hasSize(1 + applied);
    }
}
