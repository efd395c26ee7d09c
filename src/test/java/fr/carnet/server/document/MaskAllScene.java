package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.BeforeEach;

/** A record that a nurse reads, with what tests of masking all at once do to it. */
abstract class MaskAllScene {

    static final String AUTHOR = "810000000011";
    static final String NURSE = "810000000044";
    static final String TYPE = "11488-4";
    static final String MASK = "[{\"op\":\"replace\",\"path\":\"/securityLabel/0/coding/0/code\",\"value\":\"MASQUE_PS\"}]";

    final TestServer server = TestServer.instance();
    final String author = server.tokens().doctor(AUTHOR);
    final String nurse = server.tokens().professional(NURSE, "60", null, null);
    Records.Opened record;
    String holder;

    @BeforeEach
    void aRecordThatANurseReads() {
        record = server.records().authorised(server.records().authorised(server.records().adult(), author, AUTHOR), nurse, NURSE);
        holder = server.tokens().holder(record.id());
    }

    Reply all(String operation, String token) {
        return server.api().post(token, "/Patient/" + record.id() + "/" + operation, new Parameters());
    }

    String deposit(String depositor, String... labels) {
        Reply deposited = server.api().post(depositor, "/DocumentReference", Documents.simplified(record, TYPE, labels));
        assertThat(deposited.status()).as(deposited.text()).isEqualTo(201);
        return deposited.createdId();
    }

    String submit(String depositor) {
        Reply deposited = server.api().post(depositor, "", Documents.submission(record, TYPE, "contenu".getBytes(StandardCharsets.UTF_8)));
        assertThat(deposited.status()).as(deposited.text()).isEqualTo(200);
        return located(deposited, "DocumentReference");
    }

    static String located(Reply submitted, String type) {
        return submitted.text().replaceAll("(?s).*\"location\":\"" + type + "/([^/\"]+).*", "$1");
    }

    Provenance provenanceOf(String document) {
        Provenance origin = new Provenance();
        origin.addTarget().setReference("Patient/" + record.id());
        origin.addTarget().setReference("DocumentReference/" + document);
        origin.setRecordedElement(new InstantType("2026-11-20T10:00:00+01:00"));
        origin.addAgent().getWho().setDisplay("Dr Bernard");
        return origin;
    }

    /** A document in a folder, and a submission set that names the folder only. */
    Bundle folder() {
        Bundle submission = Documents.submission(record, TYPE, "contenu".getBytes(StandardCharsets.UTF_8));
        ListResource set = (ListResource) submission.getEntryFirstRep().getResource();
        ListResource folder = set.copy();
        folder.setTitle("Suivi").getCode().getCodingFirstRep().setCode("folder");
        set.getEntryFirstRep().getItem().setReference("urn:uuid:6f1b0a2c-1f6e-4a57-9d56-3d2f6a0c8b11");
        submission.addEntry().setFullUrl("urn:uuid:6f1b0a2c-1f6e-4a57-9d56-3d2f6a0c8b11").setResource(folder).getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl("List");
        return submission;
    }

    int patch(String token, String id, String body) {
        return server.api().patch(token, "/DocumentReference/" + id, body).status();
    }

    int status(String token, String id) {
        return server.api().get(token, "/DocumentReference/" + id).status();
    }

    List<String> labels(String token, String id) {
        return server.api().get(token, "/DocumentReference/" + id).as(DocumentReference.class).getSecurityLabel().stream().map(label -> label.getCodingFirstRep().getCode()).toList();
    }

    int history(String token) {
        return server.api().get(token, "/AuditEvent?patient=" + record.id()).bundle().getTotal();
    }
}
