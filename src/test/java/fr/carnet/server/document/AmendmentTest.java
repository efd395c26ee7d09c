package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** TD3.3: who may change what on a deposited document, in which form. */
class AmendmentTest {

    private static final String AUTHOR = "810000000011";
    private static final String NURSE = "810000000044";
    private static final String MASK = "[{\"op\":\"replace\",\"path\":\"/securityLabel/0/coding/0/code\",\"value\":\"MASQUE_PS\"}]";

    private final TestServer server = TestServer.instance();
    private final String author = server.tokens().doctor(AUTHOR);
    private final String nurse = server.tokens().professional(NURSE, "60", null, null);
    private Records.Opened record;
    private String holder;
    private DocumentReference document;

    @BeforeEach
    void aDocument() {
        record = server.records().authorised(server.records().authorised(server.records().adult(), author, AUTHOR), nurse, NURSE);
        holder = server.tokens().holder(record.id());
        document = server.api().post(author, "/DocumentReference", Documents.simplified(record, "11488-4")).as(DocumentReference.class);
    }

    @Test
    @DisplayName("S5 the patient masks and unmasks; other professionals lose and regain the document, author and patient keep it")
    void patientMasks() {
        assertThat(patch(holder, MASK)).isEqualTo(200);
        assertThat(status(nurse)).isEqualTo(404);
        assertThat(status(author)).isEqualTo(200);
        assertThat(status(holder)).isEqualTo(200);
        assertThat(patch(holder, MASK.replace("MASQUE_PS", "N"))).isEqualTo(200);
        assertThat(status(nurse)).isEqualTo(200);
    }

    @Test
    @DisplayName("S4 a reader who is not the author gets 403; whoever cannot read it 404")
    void othersMayNot() {
        assertThat(patch(nurse, MASK)).isEqualTo(403);
        assertThat(patch(server.tokens().doctor("810000000022"), MASK)).isEqualTo(404);
        assertThat(server.api().patch(nurse, byIdentifier(), MASK).status()).as("a conditional PATCH finds own deposits only").isEqualTo(404);
    }

    @Test
    @DisplayName("S5 the patient neither deletes, archives nor hides from himself what a professional deposited")
    void patientOnlyMasks() {
        assertThat(patch(holder, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]")).isEqualTo(403);
        assertThat(patch(holder, MASK.replace("MASQUE_PS", "INVISIBLE_PATIENT"))).isEqualTo(403);
        assertThat(patch(holder, "[{\"op\":\"replace\",\"path\":\"/extension/0/valueBoolean\",\"value\":true}]")).isEqualTo(403);
    }

    @Test
    @DisplayName("TD3.3c a deleted document answers 404 to everyone, its content and its submission set too")
    void deletedIsGone() {
        String list = "/List?" + record.byIdentifier();
        assertThat(server.api().get(holder, list).bundle().getTotal()).isEqualTo(1);
        assertThat(patch(author, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]")).isEqualTo(200);
        for (String token : new String[] {author, nurse, holder}) {
            assertThat(status(token)).isEqualTo(404);
            assertThat(server.api().get(token, "/" + document.getContentFirstRep().getAttachment().getUrl()).status()).isEqualTo(404);
            assertThat(server.api().get(token, "/DocumentReference?" + record.byIdentifier()).bundle().getTotal()).isZero();
            assertThat(server.api().get(token, list).bundle().getTotal()).isZero();
        }
        assertThat(patch(author, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"current\"}]")).isEqualTo(404);
    }

    @Test
    @DisplayName("TD3.3d an archived document is found only when asked for")
    void archived() {
        assertThat(patch(author, "[{\"op\":\"replace\",\"path\":\"/extension/0/valueBoolean\",\"value\":true}]")).isEqualTo(200);
        String search = "/DocumentReference?" + record.byIdentifier();
        assertThat(server.api().get(nurse, search).bundle().getTotal()).isZero();
        assertThat(server.api().get(nurse, search + "&isArchived=true").bundle().getTotal()).isEqualTo(1);
        assertThat(status(nurse)).isEqualTo(200);
    }

    @Test
    @DisplayName("TD3.3 JSON Patch, FHIRPath Patch and XML Patch, direct and conditional by masterIdentifier")
    void threeForms() {
        assertThat(server.api().patch(author, byIdentifier(), MASK).status()).isEqualTo(200);
        String fhirPath = """
                {"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"replace"},
                {"name":"path","valueString":"DocumentReference.status"},{"name":"value","valueCode":"superseded"}]}]}""";
        assertThat(send(fhirPath, "application/fhir+json")).isEqualTo(200);
        assertThat(send("<diff xmlns:f=\"http://hl7.org/fhir\"><replace sel=\"f:DocumentReference/f:securityLabel/f:coding/f:code/@value\">N</replace></diff>",
                "application/xml-patch+xml")).isEqualTo(200);
        DocumentReference changed = server.api().get(author, path()).as(DocumentReference.class);
        assertThat(changed.getStatus().toCode()).isEqualTo("superseded");
        assertThat(changed.getSecurityLabelFirstRep().getCodingFirstRep().getCode()).isEqualTo("N");
    }

    @Test
    @DisplayName("A change of an outdated version is 409, and changes nothing")
    void versions() {
        assertThat(patch(author, MASK)).isEqualTo(200);
        Reply outdated = server.api().send("PATCH", author, path(), MASK.replace("MASQUE_PS", "N").getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/json-patch+json", "If-Match", "W/\"1\""));
        assertThat(outdated.status()).isEqualTo(409);
        assertThat(status(nurse)).isEqualTo(404);
    }

    private int send(String body, String contentType) {
        return server.api().send("PATCH", author, path(), body.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", contentType)).status();
    }

    private int patch(String token, String body) {
        return server.api().patch(token, path(), body).status();
    }

    private int status(String token) {
        return server.api().get(token, path()).status();
    }

    private String path() {
        return "/DocumentReference/" + document.getIdElement().getIdPart();
    }

    private String byIdentifier() {
        return "/DocumentReference?identifier=" + document.getMasterIdentifier().getSystem() + "%7C" + document.getMasterIdentifier().getValue();
    }
}
