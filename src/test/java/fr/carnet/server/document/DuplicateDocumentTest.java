package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** API 7: a masterIdentifier is used once by one depositor; another's is none of its business. */
class DuplicateDocumentTest {

    private static final String ID = "810000001100";
    private static final String OTHER_ID = "810000001118";

    private final TestServer server = TestServer.instance();
    private final Refusals refusals = new Refusals();
    private final String doctor = server.tokens().doctor(ID);
    private final String other = server.tokens().doctor(OTHER_ID);
    private final Records.Opened record = server.records().authorised(server.records().authorised(server.records().adult(), doctor, ID), other, OTHER_ID);
    private final DocumentReference first = Documents.simplified(record, "11488-4");

    @Test
    @DisplayName("API 7: again by the same depositor is 409, alone or in a transaction, in this record or another; the first stays as it is")
    void sameDepositor() {
        Reply created = server.api().post(doctor, "/DocumentReference", first);
        Reply before = Call.get(doctor, "/DocumentReference/" + created.createdId()).send();
        String content = "/" + before.as(DocumentReference.class).getContentFirstRep().getAttachment().getUrl();
        byte[] bytes = Call.get(doctor, content).with("Accept", "text/plain").send().bytes();

        refusals.expect(Call.post(doctor, "/DocumentReference", again(record)), 409, "duplicate-document");
        refusals.expect(Call.post(doctor, "/DocumentReference", again(server.records().authorised(server.records().adult(), doctor, ID))), 409, "duplicate-document");
        Bundle submission = Documents.submission(record, "11488-4", new byte[] {'a'});
        ((DocumentReference) submission.getEntry().get(1).getResource()).setMasterIdentifier(first.getMasterIdentifier());
        refusals.expect(Call.post(doctor, "/", submission), 409, "duplicate-document");

        assertThat(Call.get(doctor, "/DocumentReference/" + created.createdId()).send().text()).isEqualTo(before.text());
        assertThat(Call.get(doctor, content).with("Accept", "text/plain").send().bytes()).isEqualTo(bytes);
    }

    @Test
    @DisplayName("API 7: by another depositor, or under another system, it is a document like any other")
    void anotherDepositor() {
        assertThat(server.api().post(doctor, "/DocumentReference", first).status()).isEqualTo(201);
        assertThat(server.api().post(other, "/DocumentReference", again(record)).status()).isEqualTo(201);
        DocumentReference elsewhere = again(record);
        elsewhere.getMasterIdentifier().setSystem("urn:oid:1.2.3.4");
        assertThat(server.api().post(doctor, "/DocumentReference", elsewhere).status()).isEqualTo(201);
    }

    @Test
    @DisplayName("API 7: of eight at the same time one is stored")
    void concurrent() {
        Map<Integer, List<Integer>> statuses = IntStream.range(0, 8).parallel().mapToObj(i -> server.api().post(doctor, "/DocumentReference", again(record)).status())
                .collect(Collectors.groupingBy(status -> status));
        assertThat(statuses.get(201)).hasSize(1);
        assertThat(statuses.get(409)).hasSize(7);
    }

    private DocumentReference again(Records.Opened target) {
        DocumentReference document = Documents.simplified(target, "11488-4");
        document.setMasterIdentifier(first.getMasterIdentifier().copy());
        return document;
    }
}
