package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** API 7: what the terminology operations cannot answer is said clearly, in French and English, and is never the server's fault. */
class TerminologyRefusalTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final Refusals REFUSALS = new Refusals();

    @ParameterizedTest(name = "{0}: {2}")
    @CsvFileSource(resources = "/spec/terminology-refused.csv", numLinesToSkip = 1)
    void refused(String what, String path, int status, String issue) {
        Call call = Call.get(null, path.replace("|", "%7C").replace("ê", "%C3%AA"));
        REFUSALS.expect(call, status, issue == null ? call.send().issue() : issue);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "/ValueSet/$expand|{\"resourceType\":\"Parameters\"}|400",
        "/ValueSet/$expand|{\"resourceType\":\"ValueSet\",\"status\":\"active\"}|400",
        "/ValueSet/$expand|{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"valueSet\",\"resource\":{\"resourceType\":\"ValueSet\",\"status\":\"active\"}}]}|400",
        "/ValueSet/$expand|{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"url\",\"valueCoding\":{\"code\":\"x\"}}]}|400",
        "/ValueSet/$expand|{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"url\",\"valueUri\":\"http://example.org/x\"},{\"name\":\"url\",\"valueUri\":\"http://example.org/y\"}]}|400",
        "/ValueSet/consent-kind/$expand|{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"count\",\"valueString\":\"beaucoup\"}]}|400",
        "/ValueSet/consent-kind/$expand|{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"count\",\"valueInteger\":-1}]}|400",
        "/ValueSet/consent-kind/$expand|{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"includeDesignations\",\"valueString\":\"peut-être\"}]}|400",
        "/ValueSet/consent-kind/$expand|{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"filter\",\"valueBoolean\":true},{\"name\":\"count\",\"valueDecimal\":1.5}]}|400",
        "/ValueSet/$expand|bonjour|400",
        "/ValueSet/document-type/$validate-code|{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"codeableConcept\",\"valueCodeableConcept\":{\"text\":\"x\"}}]}|400",
        "/ValueSet/document-type/$validate-code|{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"coding\",\"valueCoding\":{\"system\":\"http://loinc.org\"}}]}|400",
        "/ConceptMap/document-type-to-holder-rubric/$translate|{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"coding\",\"valueString\":\"x\"}]}|400",
        "/CodeSystem/$lookup|{\"resourceType\":\"Parameters\",\"parameter\":[{\"valueString\":\"x\"}]}|400"})
    @DisplayName("The same for bodies")
    void bodies(String path, String body, int status) {
        Call call = new Call("POST", null, path, body.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "application/fhir+json"));
        REFUSALS.expect(call, status, call.send().issue());
    }

    @ParameterizedTest
    @CsvSource({"POST,/CodeSystem", "POST,/ValueSet", "POST,/CodeSystem/$meta-add", "PUT,/ValueSet/consent-kind", "DELETE,/ValueSet/consent-kind"})
    @DisplayName("Nothing but these operations is open to a POST without token")
    void nothingElse(String method, String path) {
        byte[] body = "{\"resourceType\":\"ValueSet\"}".getBytes(StandardCharsets.UTF_8);
        Reply reply = SERVER.api().send(method, null, path, "DELETE".equals(method) ? null : body, Map.of("Content-Type", "application/fhir+json"));
        assertThat(reply.status()).as(reply.text()).isEqualTo(401);
    }
}
