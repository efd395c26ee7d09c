package fr.carnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.Map;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The README's walk, end to end: deposited, found, read, masked. */
class WalkTest {

    private static final String DOCTOR = "810000000011";
    private static final String NURSE = "810000000044";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);
    private final String nurse = server.tokens().professional(NURSE, "60", null, null);

    @Test
    @DisplayName("A document is deposited, found, read and masked")
    void depositFindReadMask() {
        Records.Opened record = server.records().adult();
        server.records().authorised(record, doctor, DOCTOR);
        server.records().authorised(record, nurse, NURSE);

        Reply created = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4"));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        DocumentReference document = created.as(DocumentReference.class);
        assertThat(document.getExtension()).noneMatch(extension -> extension.getUrl().contains("acl"));

        Reply found = server.api().get(nurse, "/DocumentReference?" + record.byIdentifier() + "&status=current");
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        assertThat(found.bundle().getTotal()).isEqualTo(1);
        assertThat(found.ids()).containsExactly(created.createdId());

        String content = "/" + document.getContentFirstRep().getAttachment().getUrl();
        Reply raw = server.api().get(nurse, content, Map.of("Accept", "text/plain"));
        assertThat(raw.status()).isEqualTo(200);
        assertThat(raw.text()).startsWith("contenu ");

        Reply masked = server.api().patch(doctor, "/DocumentReference/" + created.createdId(),
                "[{\"op\":\"replace\",\"path\":\"/securityLabel/0/coding/0/code\",\"value\":\"MASQUE_PS\"}]");
        assertThat(masked.status()).as(masked.text()).isEqualTo(200);
        assertThat(server.api().get(nurse, "/DocumentReference/" + created.createdId()).status()).isEqualTo(404);
        assertThat(server.api().get(nurse, content).status()).isEqualTo(404);
        assertThat(server.api().get(nurse, "/DocumentReference?" + record.byIdentifier()).bundle().getTotal()).isZero();
        assertThat(server.api().get(doctor, "/DocumentReference/" + created.createdId()).status()).isEqualTo(200);
        assertThat(server.api().get(server.tokens().holder(record.id()), "/DocumentReference/" + created.createdId()).status()).isEqualTo(200);
    }
}
