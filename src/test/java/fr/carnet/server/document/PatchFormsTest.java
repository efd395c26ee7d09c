package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.Map;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API 4 TD3.3a to d: each of the three elements changes by each of the three forms of patch, FHIRPath Patch in JSON and in XML. */
class PatchFormsTest {

    private static final String ID = "810000001076";
    private static final Map<String, String> MEDIA_TYPES = Map.of("JSON Patch", "application/json-patch+json", "FHIRPath Patch", "application/fhir+json",
            "FHIRPath Patch in XML", "application/fhir+xml", "XML Patch", "application/xml-patch+xml");
    private static final Map<String, String> SHAPES = Map.of(
            "JSON Patch", "[{\"op\":\"replace\",\"path\":\"%s\",\"value\":%s}]",
            "FHIRPath Patch", "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":[{\"name\":\"type\",\"valueCode\":\"replace\"},"
                    + "{\"name\":\"path\",\"valueString\":\"%s\"},{\"name\":\"value\",%s}]}]}",
            "FHIRPath Patch in XML", "<Parameters xmlns=\"http://hl7.org/fhir\"><parameter><name value=\"operation\"/><part><name value=\"type\"/><valueCode value=\"replace\"/></part>"
                    + "<part><name value=\"path\"/><valueString value=\"%s\"/></part><part><name value=\"value\"/>%s</part></parameter></Parameters>",
            "XML Patch", "<diff xmlns:f=\"http://hl7.org/fhir\"><replace sel=\"%s\">%s</replace></diff>");

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(ID);

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(delimiter = ';', quoteCharacter = '\u0000', value = {
        "JSON Patch;status;/status;\"superseded\"",
        "JSON Patch;securityLabel;/securityLabel/0/coding/0/code;\"MASQUE_PS\"",
        "JSON Patch;isArchived;/extension/0/valueBoolean;true",
        "FHIRPath Patch;status;DocumentReference.status;\"valueCode\":\"superseded\"",
        "FHIRPath Patch;securityLabel;DocumentReference.securityLabel[0].coding[0].code;\"valueCode\":\"MASQUE_PS\"",
        "FHIRPath Patch;isArchived;DocumentReference.extension[0].value;\"valueBoolean\":true",
        "FHIRPath Patch in XML;status;DocumentReference.status;<valueCode value=\"superseded\"/>",
        "FHIRPath Patch in XML;securityLabel;DocumentReference.securityLabel[0].coding[0].code;<valueCode value=\"MASQUE_PS\"/>",
        "FHIRPath Patch in XML;isArchived;DocumentReference.extension[0].value;<valueBoolean value=\"true\"/>",
        "XML Patch;status;f:DocumentReference/f:status/@value;superseded",
        "XML Patch;securityLabel;f:DocumentReference/f:securityLabel/f:coding/f:code/@value;MASQUE_PS",
        "XML Patch;isArchived;f:DocumentReference/f:extension/f:valueBoolean/@value;true"})
    @DisplayName("API 4: accepted, answered with the changed resource, and stored")
    void accepted(String form, String element, String path, String value) {
        Records.Opened record = server.records().authorised(server.records().adult(), doctor, ID);
        String id = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        Reply reply = Call.patch(doctor, "/DocumentReference/" + id, MEDIA_TYPES.get(form), SHAPES.get(form).formatted(path, value)).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(value(reply.as(DocumentReference.class), element)).isEqualTo(expected(element));
        assertThat(value(Call.get(doctor, "/DocumentReference/" + id).send().as(DocumentReference.class), element)).isEqualTo(expected(element));
        assertThat(reply.text()).doesNotContain(Canonical.ACL);
    }

    private static String expected(String element) {
        return Map.of("status", "superseded", "securityLabel", "MASQUE_PS", "isArchived", "true").get(element);
    }

    private static String value(DocumentReference document, String element) {
        return switch (element) {
            case "status" -> document.getStatus().toCode();
            case "securityLabel" -> document.getSecurityLabelFirstRep().getCodingFirstRep().getCode();
            default -> ((BooleanType) document.getExtensionByUrl(Canonical.IS_ARCHIVED).getValue()).asStringValue();
        };
    }
}
