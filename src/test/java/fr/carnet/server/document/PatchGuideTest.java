package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TD3.3 as the guides' examples write it: what no patch language has is refused with the right form; the archive flag is added or replaced, and one stays. */
class PatchGuideTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final Refusals REFUSALS = new Refusals();
    private static final String ID = "810000003312";
    private static final String DOCTOR = SERVER.tokens().doctor(ID);
    private static final Records.Opened RECORD = SERVER.records().authorised(SERVER.records().adult(), DOCTOR, ID);
    private static final String JSON = "application/json-patch+json";
    private static final String FHIR = "application/fhir+json";
    private static final String FHIR_XML = "application/fhir+xml";
    private static final String XML = "application/xml-patch+xml";

    private final DocumentReference document = SERVER.api().post(DOCTOR, "/DocumentReference", Documents.simplified(RECORD, "11488-4")).as(DocumentReference.class);
    private final String path = "/DocumentReference/" + document.getIdElement().getIdPart();

    @ParameterizedTest(name = "{0}: {3}")
    @CsvFileSource(resources = "/spec/patch-forms-refused.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
    @DisplayName("API 4: 422 that names the element and shows the right form")
    void refused(String what, String form, String patch, String element, String text) {
        Call call = Call.patch(DOCTOR, path, "json".equals(form) ? JSON : FHIR, patch);
        REFUSALS.expect(call, 422, "business-rule");
        Reply reply = call.send();
        assertThat(reply.as(OperationOutcome.class).getIssueFirstRep().getExpression().get(0).getValue()).isEqualTo(element);
        assertThat(reply.issueText()).contains(text);
        assertThat(Call.get(DOCTOR, path).send().as(DocumentReference.class).getMeta().getVersionId()).isEqualTo("1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '\u0000', value = {
        "JSON Patch, added at the end;" + JSON + ";[{\"op\":\"add\",\"path\":\"/extension/-\",\"value\":{\"url\":\"" + Canonical.IS_ARCHIVED + "\",\"valueBoolean\":VALUE}}]",
        "JSON Patch, added in front;" + JSON + ";[{\"op\":\"add\",\"path\":\"/extension/0\",\"value\":{\"url\":\"" + Canonical.IS_ARCHIVED + "\",\"valueBoolean\":VALUE}}]",
        "JSON Patch, the list added;" + JSON + ";[{\"op\":\"add\",\"path\":\"/extension\",\"value\":[{\"url\":\"" + Canonical.IS_ARCHIVED + "\",\"valueBoolean\":VALUE}]}]",
        "JSON Patch, replaced;" + JSON + ";[{\"op\":\"replace\",\"path\":\"/extension/0/valueBoolean\",\"value\":VALUE}]",
        "FHIRPath Patch, added;" + FHIR + ";{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":[{\"name\":\"type\",\"valueCode\":\"add\"},"
            + "{\"name\":\"path\",\"valueString\":\"DocumentReference\"},{\"name\":\"name\",\"valueString\":\"extension\"},{\"name\":\"value\",\"part\":[{\"name\":\"url\",\"valueUri\":\""
            + Canonical.IS_ARCHIVED + "\"},{\"name\":\"value\",\"valueBoolean\":VALUE}]}]}]}",
        "FHIRPath Patch, replaced by index;" + FHIR + ";{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":[{\"name\":\"type\",\"valueCode\":\"replace\"},"
            + "{\"name\":\"path\",\"valueString\":\"DocumentReference.extension[0].value\"},{\"name\":\"value\",\"valueBoolean\":VALUE}]}]}",
        "FHIRPath Patch, replaced by url;" + FHIR + ";{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":[{\"name\":\"type\",\"valueCode\":\"replace\"},"
            + "{\"name\":\"path\",\"valueString\":\"DocumentReference.extension.where(url='" + Canonical.IS_ARCHIVED + "').value\"},{\"name\":\"value\",\"valueBoolean\":VALUE}]}]}",
        "FHIRPath Patch in XML, replaced by url;" + FHIR_XML + ";<Parameters xmlns=\"http://hl7.org/fhir\"><parameter><name value=\"operation\"/><part><name value=\"type\"/>"
            + "<valueCode value=\"replace\"/></part><part><name value=\"path\"/><valueString value=\"DocumentReference.extension.where(url='" + Canonical.IS_ARCHIVED
            + "').value\"/></part><part><name value=\"value\"/><valueBoolean value=\"VALUE\"/></part></parameter></Parameters>",
        "XML Patch, added;" + XML + ";<diff xmlns:f=\"http://hl7.org/fhir\"><add sel=\"f:DocumentReference\"><extension xmlns=\"http://hl7.org/fhir\" url=\"" + Canonical.IS_ARCHIVED
            + "\"><valueBoolean value=\"VALUE\"/></extension></add></diff>",
        "XML Patch, replaced;" + XML + ";<diff xmlns:f=\"http://hl7.org/fhir\"><replace sel=\"f:DocumentReference/f:extension[@url='" + Canonical.IS_ARCHIVED
            + "']/f:valueBoolean/@value\">VALUE</replace></diff>"})
    @DisplayName("TD3.3d: archived and back, in each form, by id and by masterIdentifier; one flag stays")
    void archived(String what, String mediaType, String patch) {
        for (String target : new String[] {path, byMasterIdentifier()}) {
            for (boolean value : new boolean[] {true, true, false, false}) {
                Reply reply = Call.patch(DOCTOR, target, mediaType, patch.replace("VALUE", String.valueOf(value))).send();
                assertThat(reply.status()).as(reply.text()).isEqualTo(200);
                for (DocumentReference seen : List.of(reply.as(DocumentReference.class), Call.get(DOCTOR, path).send().as(DocumentReference.class))) {
                    assertThat(seen.getExtensionsByUrl(Canonical.IS_ARCHIVED)).singleElement()
                            .satisfies(flag -> assertThat(((BooleanType) flag.getValue()).booleanValue()).isEqualTo(value));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/DocumentReference?identifier=", "/DocumentReference?identifier=urn:ietf:rfc:3986%7C"})
    @DisplayName("API 4: a document is found by masterIdentifier, with its system and without")
    void masterIdentifier(String prefix) {
        Reply reply = Call.patch(DOCTOR, prefix + document.getMasterIdentifier().getValue(), "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"superseded\"}]").send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.as(DocumentReference.class).getIdElement().getIdPart()).isEqualTo(document.getIdElement().getIdPart());
    }

    private String byMasterIdentifier() {
        return "/DocumentReference?identifier=" + document.getMasterIdentifier().getSystem() + "%7C" + document.getMasterIdentifier().getValue();
    }
}
