package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** API 7: 5 MB from the patient's side, 50 MB from professionals, 64 MB in one transaction; up to there, every byte comes back. */
class DocumentSizeTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final String ID = "810000001126";

    private final TestServer server = TestServer.instance();
    private final Refusals refusals = new Refusals();
    private final String doctor = server.tokens().doctor(ID);
    private final Records.Opened record = server.records().authorised(server.records().adult(), doctor, ID);
    private final String holder = server.tokens().holder(record.id());

    @Test
    @DisplayName("API 7: a holder deposits 5 MB and not a byte more")
    void holder() {
        assertThat(Call.post(holder, "/DocumentReference", document(5 * MEGABYTE)).send().status()).isEqualTo(201);
        refusals.expect(Call.post(holder, "/DocumentReference", document(5 * MEGABYTE + 1)), 413, "too-large");
        refusals.expect(Call.post(holder, "/", Documents.submission(record, "11488-4", bytes(5 * MEGABYTE + 1))), 413, "too-large");
    }

    @Test
    @DisplayName("API 7: a professional deposits 6 MB, and they come back byte for byte, raw and as a resource")
    void professional() {
        byte[] content = bytes(6 * MEGABYTE);
        byte[] magic = "%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, content, 0, magic.length);
        DocumentReference document = document(0);
        document.getContentFirstRep().getAttachment().setContentType("application/pdf").setData(content);
        Reply created = Call.post(doctor, "/DocumentReference", document).send();
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String url = "/" + created.as(DocumentReference.class).getContentFirstRep().getAttachment().getUrl();
        Reply raw = Call.get(holder, url).with("Accept", "application/pdf").send();
        assertThat(raw.bytes()).isEqualTo(content);
        assertThat(raw.header("Content-Type")).startsWith("application/pdf");
        assertThat(Call.get(doctor, url).with("Accept", "application/fhir+json").send().as(Binary.class).getData()).isEqualTo(content);
    }

    @Test
    @DisplayName("API 7: a professional's 50 MB and a byte are refused")
    void professionalsLimit() {
        assertTooLarge(Call.post(doctor, "/DocumentReference", document(50 * MEGABYTE + 1)));
    }

    @Test
    @DisplayName("API 7: a transaction of 65 MB is refused, though each of its documents would do")
    void transaction() {
        Bundle submission = Documents.submission(record, "11488-4", bytes(33 * MEGABYTE));
        Documents.submission(record, "11488-4", bytes(32 * MEGABYTE)).getEntry().stream().skip(1).forEach(submission::addEntry);
        assertTooLarge(Call.post(doctor, "/", submission));
    }

    /** Sent once only: such bodies cost seconds. */
    private void assertTooLarge(Call call) {
        Map<String, Long> before = Rows.counted();
        Refusals.assertWellFormed(call.send(), 413, "too-large");
        assertThat(Rows.counted()).isEqualTo(before);
        refusals.assertHealthy();
    }

    private DocumentReference document(int size) {
        DocumentReference document = Documents.simplified(record, "11488-4");
        document.getContentFirstRep().getAttachment().setData(bytes(size));
        return document;
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        Random random = new Random(size);
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) random.nextInt('a', 'z' + 1);
        }
        return bytes;
    }
}
