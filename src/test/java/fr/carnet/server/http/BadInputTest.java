package fr.carnet.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** API 7: a body with one fault is refused in words that name the element, in French and English, and nothing of it is stored. */
class BadInputTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final TestServer SERVER = TestServer.instance();
    private static final Refusals REFUSALS = new Refusals();
    private static final String ID = "810000004201";
    private static final String DOCTOR = SERVER.tokens().doctor(ID);
    private static final Records.Opened RECORD = SERVER.records().authorised(SERVER.records().adult(), DOCTOR, ID);

    static Stream<Arguments> bodies() {
        return Stream.of(
                json("two statuses", body -> body.replace("\"status\":\"current\"", "\"status\":[\"current\",\"superseded\"]"), 400, "status"),
                json("a status of no code list", body -> body.replace("\"status\":\"current\"", "\"status\":\"finished\""), 400, "status"),
                json("an element that FHIR does not know", body -> body.replaceFirst("\\{", "{\"couleur\":\"bleu\","), 400, "couleur"),
                json("one author where a list stands", body -> body.replaceFirst("\"author\":\\[(\\{[^]]*\\})\\]", "\"author\":$1"), 400, "author"),
                json("an impossible day", body -> body.replace("\"date\":\"2026-11-18T10", "\"date\":\"2026-11-31T10"), 400, "date"),
                json("an impossible month of a period", body -> body.replace("\"content\":", "\"context\":{\"period\":{\"start\":\"2026-13-01\"}},\"content\":"), 400, "start"),
                json("size as a text", body -> body.replace("\"title\":\"Document\"", "\"title\":\"Document\",\"size\":\"gros\""), 400, "size"),
                json("a document without type of content", body -> body.replaceFirst("\"contentType\":\"[^\"]*\",", ""), 422, "contentType"),
                json("a document without title", body -> body.replaceFirst(",?\"title\":\"Document\"", ""), 422, "title"),
                json("a relation of no code list", body -> body.replace("\"content\":", "\"relatesTo\":[{\"code\":\"inspires\",\"target\":{\"reference\":\"DocumentReference/x\"}}],\"content\":"),
                        400, "code"),
                json("a text of nothing but spaces", body -> body.replace("\"title\":\"Document\"", "\"title\":\"   \""), 422, "title"),
                xml("a truncated XML", body -> body.substring(0, body.length() * 2 / 3), 400, ""),
                xml("two statuses in XML", body -> body.replace("<status value=\"current\"/>", "<status value=\"current\"/><status value=\"current\"/>"), 400, "status"),
                xml("an XML element that FHIR does not know", body -> body.replace("<status ", "<couleur value=\"bleu\"/><status "), 400, "couleur"),
                xml("entities that grow", body -> "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>"
                        + body.replace("value=\"Document\"", "value=\"&c;\""), 400, ""));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource
    @DisplayName("API 7: a body with one fault")
    void bodies(String what, String contentType, String broken, String sound, int status, String element) {
        assertThat(broken).isNotEqualTo(sound);
        Call call = Call.post(DOCTOR, "/DocumentReference", contentType, broken);
        REFUSALS.expect(call, status, status == 400 ? "unreadable-body" : "business-rule");
        Reply reply = call.send();
        assertThat(reply.text()).as("names the element").contains(element);
        assertThat(reply.text()).as("quotes no value").doesNotContain("bleu").doesNotContain("finished").doesNotContain("inspires").doesNotContain("aaaaaaaaaa");
    }

    private static Arguments json(String what, UnaryOperator<String> fault, int status, String element) {
        String sound = FHIR.newJsonParser().encodeResourceToString(document());
        return Arguments.of(what, "application/fhir+json", fault.apply(sound), sound, status, element);
    }

    private static Arguments xml(String what, UnaryOperator<String> fault, int status, String element) {
        String sound = FHIR.newXmlParser().encodeResourceToString(document());
        return Arguments.of(what, "application/fhir+xml", fault.apply(sound), sound, status, element);
    }

    private static DocumentReference document() {
        return Documents.simplified(RECORD, "11488-4");
    }
}
