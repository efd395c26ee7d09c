package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** ITI-65 and ITI-105: all or nothing, in the order of the entries, by whoever may feed. */
class SubmissionTest {

    private static final String DOCTOR = "810000000011";
    private static final byte[] CONTENT = "compte rendu".getBytes(StandardCharsets.UTF_8);

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);
    private Records.Opened record;

    @BeforeEach
    void aRecord() {
        record = server.records().authorised(server.records().adult(), doctor, DOCTOR);
    }

    @Test
    @DisplayName("ITI-65 answers each entry in its order, with the location of what was stored")
    void answersInOrder() {
        Reply reply = server.api().post(doctor, "", Documents.submission(record, "11488-4", CONTENT));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.bundle().getType()).isEqualTo(Bundle.BundleType.TRANSACTIONRESPONSE);
        List<String> locations = reply.bundle().getEntry().stream().map(entry -> entry.getResponse().getLocation().split("/")[0]).toList();
        assertThat(locations).containsExactly("List", "DocumentReference", "Binary");
        ListResource set = server.api().get(doctor, "/" + reply.bundle().getEntryFirstRep().getResponse().getLocation().replaceAll("/_history.*", "")).as(ListResource.class);
        assertThat(set.getEntryFirstRep().getItem().getReference()).startsWith("DocumentReference/");
        assertThat(set.getSubject().getReference()).isEqualTo("Patient/" + record.id());
    }

    @Test
    @DisplayName("TD2.1 replacement: the old one is superseded in the same transaction, by its depositor only")
    void replacement() {
        String old = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        Bundle submission = Documents.submission(record, "11488-4", CONTENT);
        DocumentReference fresh = (DocumentReference) submission.getEntry().get(1).getResource();
        fresh.addRelatesTo().setCode(DocumentReference.DocumentRelationshipType.REPLACES).getTarget().setReference("DocumentReference/" + old);
        submission.addEntry(supersede(old));
        Reply reply = server.api().post(doctor, "", submission);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(server.api().get(doctor, "/DocumentReference/" + old).as(DocumentReference.class).getStatus().toCode()).isEqualTo("superseded");

        String other = server.tokens().doctor("810000000555");
        server.records().authorised(record, other, "810000000555");
        Bundle foreign = Documents.submission(record, "11488-4", CONTENT);
        foreign.addEntry(supersede(old));
        assertThat(server.api().post(other, "", foreign).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("A failing entry leaves nothing behind")
    void allOrNothing() {
        Bundle first = Documents.submission(record, "11488-4", CONTENT);
        assertThat(server.api().post(doctor, "", first).status()).isEqualTo(200);
        long before = stored();
        Bundle second = Documents.submission(record, "11488-4", CONTENT);
        Bundle duplicate = Documents.submission(record, "11488-4", CONTENT);
        ((DocumentReference) duplicate.getEntry().get(1).getResource()).setMasterIdentifier(((DocumentReference) first.getEntry().get(1).getResource()).getMasterIdentifier());
        duplicate.getEntry().forEach(second::addEntry);
        Reply refused = server.api().post(doctor, "", second);
        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    @DisplayName("The subject may be literal, conditional, an identifier, or a contained Patient; it is stored as the record's Patient")
    void subjects() {
        DocumentReference literal = Documents.simplified(record, "11488-4");
        literal.getSubject().setReference("Patient/" + record.id());
        DocumentReference logical = Documents.simplified(record, "11488-4");
        logical.getSubject().setReference(null).getIdentifier().setSystem(Records.INS).setValue(record.ins());
        DocumentReference contained = Documents.simplified(record, "11488-4");
        contained.addContained(Records.patient(record.ins(), LocalDate.of(1980, 1, 15)).setId("patient-source"));
        contained.getSubject().setReference("#patient-source");
        for (DocumentReference document : List.of(literal, logical, contained)) {
            Reply created = server.api().post(doctor, "/DocumentReference", document);
            assertThat(created.status()).as(created.text()).isEqualTo(201);
            assertThat(created.as(DocumentReference.class).getSubject().getReference()).isEqualTo("Patient/" + record.id());
        }
    }

    @Test
    @DisplayName("S4 without authorisation a deposit declares the patient's explicit consent; the depositor then sees its own only")
    void explicitConsent() {
        String stranger = server.tokens().doctor("810000000666");
        DocumentReference document = Documents.simplified(record, "11488-4");
        assertThat(server.api().post(stranger, "/DocumentReference", document).status()).isEqualTo(403);
        document.addExtension("https://carnet.example.org/fhir/StructureDefinition/explicit-consent", new BooleanType(true));
        String own = server.api().post(stranger, "/DocumentReference", document).createdId();
        server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4"));
        assertThat(server.api().get(stranger, "/DocumentReference?" + record.byIdentifier()).ids()).containsExactly(own);
    }

    @Test
    @DisplayName("S2 structures and national systems feed; a structure reads its own deposits, a national system nothing")
    void feeders() {
        String hospital = server.tokens().structure("1990000018");
        String own = server.api().post(hospital, "/DocumentReference", Documents.simplified(record, "34112-3")).createdId();
        assertThat(server.api().get(hospital, "/DocumentReference?" + record.byIdentifier()).ids()).containsExactly(own);
        assertThat(server.api().get(server.tokens().structure("1990000019"), "/DocumentReference?" + record.byIdentifier()).status()).isEqualTo(403);
        assertThat(server.api().post(server.tokens().insurer(), "/DocumentReference", Documents.simplified(record, "REMB")).status()).isEqualTo(201);
        assertThat(server.api().get(server.tokens().insurer(), "/DocumentReference?" + record.byIdentifier()).status()).isEqualTo(403);
        assertThat(server.api().get(doctor, "/DocumentReference?" + record.byIdentifier()).bundle().getTotal()).isEqualTo(2);
    }

    @Test
    @DisplayName("S2 an occupational physician deposits with declared consent and reads nothing, its own deposit included")
    void occupationalPhysician() {
        String occupational = server.tokens().professional("810000000333", "10", "SM25", null);
        DocumentReference document = Documents.simplified(record, "11488-4");
        document.addExtension("https://carnet.example.org/fhir/StructureDefinition/explicit-consent", new BooleanType(true));
        Reply created = server.api().post(occupational, "/DocumentReference", document);
        assertThat(created.status()).isEqualTo(201);
        assertThat(server.api().get(occupational, "/DocumentReference/" + created.createdId()).status()).isEqualTo(404);
        assertThat(server.api().get(occupational, "/DocumentReference?" + record.byIdentifier()).status()).isEqualTo(403);
    }

    @Test
    @DisplayName("A List of unlike documents is for its author and the holder; it hides with any of its documents")
    void listsFollowTheirDocuments() {
        String nurse = server.tokens().professional("810000000044", "60", null, null);
        server.records().authorised(record, nurse, "810000000044");
        Bundle submission = Documents.submission(record, "11488-4", CONTENT);
        Bundle second = Documents.submission(record, "11502-2", CONTENT);
        ListResource set = (ListResource) submission.getEntryFirstRep().getResource();
        set.addEntry().getItem().setReference(second.getEntry().get(1).getFullUrl());
        submission.addEntry(second.getEntry().get(1)).addEntry(second.getEntry().get(2));
        assertThat(server.api().post(doctor, "", submission).status()).isEqualTo(200);
        String lists = "/List?" + record.byIdentifier();
        assertThat(server.api().get(doctor, lists).bundle().getTotal()).isEqualTo(1);
        assertThat(server.api().get(server.tokens().holder(record.id()), lists).bundle().getTotal()).isEqualTo(1);
        assertThat(server.api().get(nurse, lists).bundle().getTotal()).isZero();
        assertThat(server.api().get(nurse, "/DocumentReference?" + record.byIdentifier()).bundle().getTotal()).isEqualTo(2);

        String alone = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11506-3")).createdId();
        assertThat(server.api().get(nurse, lists).bundle().getTotal()).as("a List of one readable document is readable").isEqualTo(1);
        server.api().patch(doctor, "/DocumentReference/" + alone, "[{\"op\":\"replace\",\"path\":\"/securityLabel/0/coding/0/code\",\"value\":\"MASQUE_PS\"}]");
        assertThat(server.api().get(nurse, lists).bundle().getTotal()).as("restamped with its document").isZero();
    }

    private static BundleEntryComponent supersede(String id) {
        Parameters patch = new Parameters();
        Parameters.ParametersParameterComponent operation = patch.addParameter().setName("operation");
        operation.addPart().setName("type").setValue(new CodeType("replace"));
        operation.addPart().setName("path").setValue(new StringType("DocumentReference.status"));
        operation.addPart().setName("value").setValue(new CodeType("superseded"));
        BundleEntryComponent entry = new BundleEntryComponent().setResource(patch);
        entry.getRequest().setMethod(Bundle.HTTPVerb.PATCH).setUrl("DocumentReference/" + id);
        return entry;
    }

    private long stored() {
        return server.database().sql("""
                select (select count(*) from hfj_resource) + (select count(*) from carnet.document_content)
                     + (select count(*) from carnet.document_submission)""").query(Long.class).single();
    }
}
