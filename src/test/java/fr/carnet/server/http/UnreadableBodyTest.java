package fr.carnet.server.http;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API 7, issue 2 "Bad input": a body that is no FHIR R4 is 400, one in a type that nobody reads 415; nothing is stored. */
class UnreadableBodyTest {

    private static final Refusals REFUSALS = new Refusals();
    private static final String DOCTOR = TestServer.instance().tokens().doctor("810000000011");
    private static final String JSON = "application/fhir+json";
    private static final String XML = "application/fhir+xml";

    @ParameterizedTest(name = "{0}")
    @MethodSource({"json", "xml", "elements"})
    @DisplayName("API 7: unreadable body")
    void unreadable(String what, String contentType, String body) {
        REFUSALS.expect(Call.post(DOCTOR, "/DocumentReference", contentType, body), 400, "unreadable-body");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"json", "xml"})
    @DisplayName("API 7: unreadable transaction")
    void unreadableTransaction(String what, String contentType, String body) {
        REFUSALS.expect(Call.post(DOCTOR, "/", contentType, body.replace("DocumentReference", "Bundle")), 400, "unreadable-body");
    }

    static Stream<Arguments> json() {
        return Stream.of(
                arguments("empty", JSON, ""),
                arguments("blank", JSON, "  \n"),
                arguments("no JSON", JSON, "bonjour"),
                arguments("cut off", JSON, "{\"resourceType\":\"DocumentReference\",\"status\":\"cur"),
                arguments("two resources", JSON, "{\"resourceType\":\"DocumentReference\"}{\"resourceType\":\"DocumentReference\"}"),
                arguments("an array", JSON, "[{\"resourceType\":\"DocumentReference\"}]"),
                arguments("a string", JSON, "\"DocumentReference\""),
                arguments("null", JSON, "null"),
                arguments("no resourceType", JSON, "{\"status\":\"current\"}"),
                arguments("unknown resourceType", JSON, "{\"resourceType\":\"Dossier\"}"),
                arguments("resourceType that is no string", JSON, "{\"resourceType\":{\"a\":1}}"),
                arguments("XML under a JSON type", JSON, "<DocumentReference xmlns=\"http://hl7.org/fhir\"/>"),
                arguments("extensions nested 5,000 deep", JSON, nestedJson(5_000)),
                arguments("extensions nested 100,000 deep", JSON, nestedJson(100_000)),
                arguments("arrays nested 100,000 deep", JSON, "{\"resourceType\":\"DocumentReference\",\"author\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"),
                arguments("nested and never closed", JSON, "{\"a\":".repeat(100_000)));
    }

    static Stream<Arguments> elements() {
        return Stream.of(
                arguments("unknown element", JSON, "{\"resourceType\":\"DocumentReference\",\"status\":\"current\",\"couleur\":\"bleu\"}"),
                arguments("object for a string", JSON, "{\"resourceType\":\"DocumentReference\",\"description\":{\"a\":\"b\"}}"),
                arguments("unknown code in a required binding", JSON, "{\"resourceType\":\"DocumentReference\",\"status\":\"courant\"}"),
                arguments("a date that is none", JSON, "{\"resourceType\":\"DocumentReference\",\"date\":\"hier\"}"),
                arguments("unknown element in XML", XML, "<DocumentReference xmlns=\"http://hl7.org/fhir\"><couleur value=\"bleu\"/></DocumentReference>"));
    }

    static Stream<Arguments> xml() {
        String open = "<DocumentReference xmlns=\"http://hl7.org/fhir\">";
        return Stream.of(
                arguments("no XML", XML, "bonjour"),
                arguments("cut off", XML, open + "<status value=\"cur"),
                arguments("not closed", XML, open + "<status value=\"current\"/>"),
                arguments("JSON under an XML type", XML, "{\"resourceType\":\"DocumentReference\"}"),
                arguments("extensions nested 5,000 deep", XML, nestedXml(5_000)),
                arguments("extensions nested 100,000 deep", XML, nestedXml(100_000)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({"Patient, /DocumentReference", "DocumentReference, /Consent", "Binary, /DocumentReference", "DocumentReference, /", "Bundle, /DocumentReference"})
    @DisplayName("API 7: a resource of another type than the URL says")
    void wrongType(String type, String url) {
        REFUSALS.expect(Call.post(DOCTOR, url, JSON, "{\"resourceType\":\"" + type + "\"}"), 400, "unreadable-body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/html", "application/octet-stream", "application/pdf", "multipart/form-data; boundary=x", "application/fhir+turtle",
        "application/x-www-form-urlencoded", "application/json-patch+json", "fhir", "*/*"})
    @DisplayName("API 7: a media type that no parser reads")
    void mediaType(String contentType) {
        REFUSALS.expect(Call.post(DOCTOR, "/DocumentReference", contentType, "{\"resourceType\":\"DocumentReference\"}"), 415, "unsupported-media-type");
    }

    private static String nestedJson(int depth) {
        return "{\"resourceType\":\"DocumentReference\",\"extension\":[" + "{\"url\":\"u\",\"extension\":[".repeat(depth) + "{\"url\":\"u\"}" + "]}".repeat(depth) + "]}";
    }

    private static String nestedXml(int depth) {
        return "<DocumentReference xmlns=\"http://hl7.org/fhir\">" + "<extension url=\"u\">".repeat(depth) + "</extension>".repeat(depth) + "</DocumentReference>";
    }
}
