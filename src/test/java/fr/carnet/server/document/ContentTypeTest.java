package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** API 4 and 7: which media types a document may have and from whom, and that its bytes are what they are called. */
class ContentTypeTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final Refusals REFUSALS = new Refusals();
    private static final String ID = "810000003213";
    private static final String DOCTOR = SERVER.tokens().doctor(ID);
    private static final Records.Opened RECORD = SERVER.records().authorised(SERVER.records().adult(), DOCTOR, ID);
    private static final String CDA = "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>Compte rendu</title></ClinicalDocument>";
    private static final String EXPRESSION = "DocumentReference.content.attachment.contentType";
    private static final String LAUGHS = "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
            + "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">]><ClinicalDocument xmlns=\"urn:hl7-org:v3\">&e;</ClinicalDocument>";

    /** The beginning of a file of each kind. */
    private static final Map<String, byte[]> FILES = Map.ofEntries(
            Map.entry("PDF", ascii("%PDF-1.4\n1 0 obj\n")),
            Map.entry("JPEG", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1}),
            Map.entry("PNG", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R'}),
            Map.entry("TIFF", new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0}), Map.entry("TIFF of a Macintosh", new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8}),
            Map.entry("RTF", ascii("{\\rtf1\\ansi compte rendu}")),
            Map.entry("text", "Compte rendu : état général conservé.".getBytes(StandardCharsets.UTF_8)),
            Map.entry("text in Latin-1", "Élève âgé, été à la mer".getBytes(StandardCharsets.ISO_8859_1)),
            Map.entry("text in UTF-16", "Élève âgé".getBytes(StandardCharsets.UTF_16)),
            Map.entry("a letter", ascii("From: Dr Dupont\nTo: Dr Martin\nSubject: compte rendu\n\nBonjour")),
            Map.entry("CDA", ascii(CDA)), Map.entry("CDA with a prolog", ascii("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + CDA)),
            Map.entry("CDA with a style sheet", ascii("<?xml version=\"1.0\"?><?xml-stylesheet type=\"text/xsl\" href=\"cda.xsl\"?>" + CDA)),
            Map.entry("a page", ascii("<!DOCTYPE html><html><body><script>x</script></body></html>")),
            Map.entry("an XHTML page", ascii("<html xmlns=\"http://www.w3.org/1999/xhtml\"><body/></html>")),
            Map.entry("a page without namespace", ascii("<html><body/></html>")),
            Map.entry("a drawing", ascii("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x</script></svg>")),
            Map.entry("a transformation", ascii("<t:stylesheet version=\"1.0\" xmlns:t=\"http://www.w3.org/1999/XSL/Transform\"/>")),
            Map.entry("a program", new byte[] {'M', 'Z', 0, 0, 1, 2, 3}), Map.entry("an archive", new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0}),
            Map.entry("random bytes", new byte[] {1, 2, 3, 0, (byte) 200}),
            Map.entry("XML cut off", ascii(CDA.substring(0, 60))), Map.entry("XML with a document type", ascii("<!DOCTYPE ClinicalDocument>" + CDA)),
            Map.entry("XML of a thousand laughs", ascii(LAUGHS)),
            Map.entry("XML that names a file", ascii("<!DOCTYPE r [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><r>&f;</r>")),
            Map.entry("XML with an entity", ascii("<r>&inconnue;</r>")), Map.entry("two XML documents", ascii("<a/><b/>")),
            Map.entry("FHIR that is no document", ascii("{\"resourceType\":\"Patient\"}")),
            Map.entry("a searchset", ascii("{\"resourceType\":\"Bundle\",\"type\":\"searchset\"}")));

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({"PDF, application/pdf", "JPEG, image/jpeg", "PNG, image/png", "TIFF, image/tiff", "TIFF of a Macintosh, image/tiff", "RTF, application/rtf", "RTF, text/rtf",
        "text, text/plain", "text, text/plain; charset=utf-8", "text in Latin-1, text/plain;charset=ISO-8859-1", "text in UTF-16, text/plain", "a letter, text/plain",
        "CDA, application/xml", "CDA, text/xml", "CDA with a prolog, application/xml", "CDA with a style sheet, text/xml;charset=utf-8", "PDF, Application/PDF"})
    @DisplayName("API 4: accepted from a professional, and fetched to the byte")
    void accepted(String file, String contentType) {
        Reply created = Call.post(DOCTOR, "/DocumentReference", document(file, contentType)).send();
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String url = created.as(DocumentReference.class).getContentFirstRep().getAttachment().getUrl();
        Reply fetched = Call.get(DOCTOR, "/" + url).with("Accept", "*/*").send();
        assertThat(fetched.bytes()).isEqualTo(FILES.get(file));
        assertThat(fetched.header("Content-Type")).startsWithIgnoringCase(contentType.replaceAll(";.*", ""));
    }

    @ParameterizedTest(name = "{0} as {1} is {2}")
    @CsvSource({"PNG, application/pdf, image/png", "PDF, image/jpeg, application/pdf", "JPEG, image/png, image/jpeg", "text, application/pdf, text/plain",
        "random bytes, text/plain, application/octet-stream", "PDF, text/plain, application/pdf", "a page, text/plain, text/html", "a drawing, text/plain, image/svg+xml",
        "a program, image/tiff, application/x-msdownload", "an archive, application/rtf, application/zip", "PDF, application/xml, application/pdf",
        "a drawing, application/xml, image/svg+xml", "an XHTML page, text/xml, application/xhtml+xml", "a page without namespace, text/xml, text/html",
        "a transformation, application/xml, application/xslt+xml", "PNG, application/fhir+json, image/png"})
    @DisplayName("API 7: bytes that are something else: 422 that names contentType and both types")
    void mismatch(String file, String declared, String detected) {
        Call call = Call.post(DOCTOR, "/DocumentReference", document(file, declared));
        REFUSALS.expect(call, 422, "business-rule");
        Reply reply = call.send();
        assertThat(reply.as(OperationOutcome.class).getIssueFirstRep().getExpression().get(0).getValue()).isEqualTo(EXPRESSION);
        assertThat(reply.issueText()).contains(declared, detected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"XML cut off, application/xml", "XML with a document type, application/xml", "XML of a thousand laughs, text/xml", "XML that names a file, application/xml",
        "XML with an entity, application/xml", "two XML documents, application/xml", "text, application/xml", "FHIR that is no document, application/fhir+json",
        "a searchset, application/fhir+json", "CDA, application/fhir+xml", "XML of a thousand laughs, application/fhir+xml", "text, application/fhir+json"})
    @DisplayName("API 7: XML that is broken, declares or names anything, and FHIR that is no document: 422, nothing loaded")
    void unreadable(String file, String declared) {
        REFUSALS.expect(Call.post(DOCTOR, "/DocumentReference", document(file, declared)), 422, "business-rule");
    }

    @ParameterizedTest
    @CsvSource({"application/msword", "text/html", "image/svg+xml", "application/zip", "image/gif", "application/octet-stream", "application/json", "text/csv", "video/mp4"})
    @DisplayName("API 7: a media type that nobody deposits: 415 with those that he may")
    void notAccepted(String contentType) {
        Call call = Call.post(DOCTOR, "/DocumentReference", document("text", contentType));
        REFUSALS.expect(call, 415, "unsupported-media-type");
        assertThat(call.send().issueText()).contains("application/pdf", "text/plain", "application/xml", "application/fhir+json");
    }

    static Stream<Arguments> callers() {
        return Stream.of(arguments("the holder", SERVER.tokens().holder(RECORD.id())),
                arguments("a caregiver", SERVER.tokens().representative(RECORD.id(), SERVER.records().delegate(SERVER.tokens().support(), RECORD, "CAREGIVER").createdId())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("callers")
    @DisplayName("ACCESS-RULES 5: the patient's side deposits files that a patient has, no CDA and no FHIR document")
    void patientSide(String who, String token) {
        for (String file : new String[] {"CDA", "a searchset"}) {
            Reply reply = Call.post(token, "/DocumentReference", document(file, "CDA".equals(file) ? "application/xml" : "application/fhir+json")).send();
            Refusals.assertWellFormed(reply, 415, "unsupported-media-type");
            assertThat(reply.issueText()).contains("application/pdf").doesNotContain("xml").doesNotContain("fhir");
        }
        assertThat(Call.post(token, "/DocumentReference", document("JPEG", "image/jpeg")).send().status()).isEqualTo(201);
    }

    @Test
    @DisplayName("API 4: structures and the insurer deposit CDA too")
    void feeders() {
        for (String token : new String[] {SERVER.tokens().structure("1990003210"), SERVER.tokens().insurer()}) {
            Reply reply = Call.post(token, "/DocumentReference", document("CDA", "application/xml")).send();
            assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        }
    }

    private static DocumentReference document(String file, String contentType) {
        DocumentReference document = Documents.simplified(RECORD, "11488-4");
        document.getContentFirstRep().getAttachment().setContentType(contentType).setData(FILES.get(file));
        return document;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
