package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API 4: odd but good deposits are taken, brought under one spelling, and steer nothing that is the server's. */
class DepositAcceptedTest {

    private static final String ID = "810000001134";
    private static final String NURSE_ID = "810000001142";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(ID);
    private final String nurse = server.tokens().professional(NURSE_ID, "60", null, null);
    private final Records.Opened record = server.records().authorised(server.records().authorised(server.records().adult(), doctor, ID), nurse, NURSE_ID);

    @ParameterizedTest(name = "{1} under {0}")
    @CsvSource({", MASQUE_PS", "http://example.org/unknown, MASQUE_PS", Canonical.CONFIDENTIALITY + ", MASQUE_PS",
        "https://mos.esante.gouv.fr/NOS/TRE_A07-StatusVisibiliteDocument/FHIR/TRE-A07-StatusVisibiliteDocument, MASQUE_PS",
        ", N", "https://mos.esante.gouv.fr/NOS/TRE_A08-HL7Confidentiality/FHIR/TRE-A08-HL7Confidentiality, R"})
    @DisplayName("API 4: a visibility code is honoured whatever system it came with, or with none, and stored under the right one")
    void labels(String system, String code) {
        DocumentReference document = Documents.simplified(record, "11488-4");
        document.getSecurityLabelFirstRep().getCodingFirstRep().setSystem(system).setCode(code);
        DocumentReference stored = stored(document);
        Coding label = stored.getSecurityLabelFirstRep().getCodingFirstRep();
        boolean masked = "MASQUE_PS".equals(code);
        assertThat(label.getSystem()).isEqualTo(masked ? Canonical.VISIBILITY : Canonical.CONFIDENTIALITY);
        assertThat(Call.get(nurse, "/DocumentReference/" + stored.getIdPart()).send().status()).isEqualTo(masked ? 404 : 200);
    }

    @Test
    @DisplayName("S7: an acl that the caller sends along is dropped: it opens nothing and is never shown")
    void acl() {
        DocumentReference document = Documents.simplified(record, "11488-4", "MASQUE_PS");
        document.addExtension(Canonical.ACL, new Coding().setSystem(Canonical.ACL_SYSTEM).setCode("ps.11488-4"));
        DocumentReference stored = stored(document);
        assertThat(Call.get(nurse, "/DocumentReference/" + stored.getIdPart()).send().status()).isEqualTo(404);
        assertThat(Call.get(doctor, "/DocumentReference/" + stored.getIdPart()).send().text()).doesNotContain("acl");
    }

    @Test
    @DisplayName("ACCESS-RULES 7: id, version, date and tags are the server's, whatever the caller wrote")
    void serverOwned() {
        DocumentReference document = Documents.simplified(record, "11488-4");
        document.setId("DocumentReference/choisi");
        document.getMeta().setVersionId("7").addTag().setCode("x");
        document.getMeta().addSecurity().setCode("MASQUE_PS");
        DocumentReference stored = stored(document);
        assertThat(stored.getIdPart()).matches("[0-9a-f-]{36}");
        assertThat(stored.getMeta().getVersionId()).isEqualTo("1");
        assertThat(stored.getMeta().getTag()).isEmpty();
        assertThat(stored.getMeta().getSecurity()).isEmpty();
    }

    @Test
    @DisplayName("API 4: size and hash of the data inside are compared with the data, and taken when they are theirs")
    void ownHash() throws NoSuchAlgorithmException {
        DocumentReference document = Documents.simplified(record, "11488-4");
        Attachment attachment = document.getContentFirstRep().getAttachment();
        byte[] hash = MessageDigest.getInstance("SHA-1").digest(attachment.getData());
        attachment.setSize(attachment.getData().length).setHash(hash);
        assertThat(stored(document).getContentFirstRep().getAttachment().getHash()).isEqualTo(hash);
    }

    @Test
    @DisplayName("API 1: one document with odd characters does not spoil the answers, in JSON or in XML")
    void oddCharacters() {
        DocumentReference document = Documents.simplified(record, "11488-4");
        document.setDescription("é € 𝄞 \u00a0 \u2028 ]]> <script> & \" \\ ' \t \n fin");
        stored(document);
        for (String accept : List.of("application/fhir+json", "application/fhir+xml")) {
            Bundle found = Call.get(nurse, "/DocumentReference?" + record.byIdentifier()).with("Accept", accept).send().bundle();
            assertThat(found.getEntry()).singleElement().satisfies(entry -> assertThat(((DocumentReference) entry.getResource()).getDescription()).isEqualTo(document.getDescription()));
        }
    }

    private DocumentReference stored(DocumentReference document) {
        Reply created = server.api().post(doctor, "/DocumentReference", document);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return Call.get(doctor, "/DocumentReference/" + created.createdId()).send().as(DocumentReference.class);
    }
}
