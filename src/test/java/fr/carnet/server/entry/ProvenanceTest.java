package fr.carnet.server.entry;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S7: a Provenance is shown when everything that it names is. */
class ProvenanceTest {

    private static final String DOCTOR = "810000000011";
    private static final String COLLEAGUE = "810000000022";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);
    private final String colleague = server.tokens().doctor(COLLEAGUE);
    private final Records.Opened record = server.records().authorised(server.records().authorised(server.records().adult(), doctor, DOCTOR), colleague, COLLEAGUE);

    @Test
    @DisplayName("It is hidden as soon as its document is masked, and shown again with it")
    void followsItsTarget() {
        String document = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        Reply created = server.api().post(doctor, "/Provenance", about(document));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String path = "/Provenance/" + created.createdId();
        assertThat(server.api().get(colleague, path).status()).isEqualTo(200);
        mask(document, "MASQUE_PS");
        Refusals.assertWellFormed(server.api().get(colleague, path), 404, "not-found");
        assertThat(server.api().get(colleague, "/Provenance?patient=" + record.id()).ids()).isEmpty();
        assertThat(server.api().get(doctor, path).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("It cannot name what its author may not see")
    void hiddenTarget() {
        String document = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4", "MASQUE_PS")).createdId();
        Reply hidden = server.api().post(colleague, "/Provenance", about(document));
        Reply absent = server.api().post(colleague, "/Provenance", about("00000000-0000-4000-8000-000000000000"));
        Refusals.assertWellFormed(hidden, 422, "business-rule");
        assertThat(hidden.issueText()).isEqualTo(absent.issueText());
    }

    private Provenance about(String document) {
        Provenance provenance = new Provenance();
        provenance.addTarget().setReference("Patient/" + record.id());
        provenance.addTarget().setReference("DocumentReference/" + document);
        provenance.setRecordedElement(new InstantType("2026-11-18T10:00:00+01:00"));
        provenance.addAgent().getWho().setDisplay("Cabinet");
        return provenance;
    }

    private void mask(String document, String label) {
        Reply masked = server.api().patch(doctor, "/DocumentReference/" + document,
                "[{\"op\":\"add\",\"path\":\"/securityLabel/-\",\"value\":{\"coding\":[{\"code\":\"" + label + "\"}]}}]");
        assertThat(masked.status()).as(masked.text()).isEqualTo(200);
    }
}
