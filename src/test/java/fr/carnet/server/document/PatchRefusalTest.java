package fr.carnet.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** S4, API 4 TD3.3 and 7: of a deposited document, status, securityLabel and isArchived may change, by its author, to what makes sense. */
class PatchRefusalTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final Refusals REFUSALS = new Refusals();
    private static final String ID = "810000001043";
    private static final String READER_ID = "810000001050";
    private static final String DOCTOR = SERVER.tokens().doctor(ID);
    private static final String READER = SERVER.tokens().doctor(READER_ID);
    private static final Records.Opened RECORD = SERVER.records().authorised(SERVER.records().adult(), DOCTOR, ID);
    private static final String JSON_PATCH = "application/json-patch+json";

    private final String path = "/DocumentReference/" + SERVER.api().post(DOCTOR, "/DocumentReference", Documents.simplified(RECORD, "11488-4")).createdId();

    @BeforeAll
    static void readable() {
        SERVER.records().authorised(RECORD, READER, READER_ID);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvFileSource(resources = "/spec/patches-refused.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
    void refused(String what, String patch, int status, String issue) {
        REFUSALS.expect(Call.patch(DOCTOR, path, patch == null ? "" : patch), status, issue);
        assertUnchanged();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvFileSource(resources = "/spec/patches-refused.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
    @DisplayName("API 4: the same changes of a document that one reads and did not deposit are refused too, with no more said than that")
    void refusedToReaders(String what, String patch, int status, String issue) {
        Reply reply = Call.patch(READER, path, patch == null ? "" : patch).send();
        assertThat(reply.status()).as(reply.text()).isIn(403, status);
        assertUnchanged();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '\'', value = {
        "status, '[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]'",
        "label, '[{\"op\":\"replace\",\"path\":\"/securityLabel/0/coding/0/code\",\"value\":\"MASQUE_PS\"}]'",
        "archive, '[{\"op\":\"replace\",\"path\":\"/extension/0/valueBoolean\",\"value\":true}]'"})
    @DisplayName("S4: readable but not one's own is 403, whichever of the three is to change")
    void authorOnly(String element, String patch) {
        REFUSALS.expect(Call.patch(READER, path, patch), 403, "author-only");
        assertUnchanged();
    }

    @Test
    @DisplayName("ACCESS-RULES 7: a test of an acl token answers the same whether it guesses right or wrong")
    void nothingToGuess() {
        for (String token : new String[] {DOCTOR, READER}) {
            Seen wrong = answer(token, "/extension/3/valueCoding/code", "zut");
            for (String guess : new String[] {"h", "r", "ps.11488-4", "au.1.2.250.1.71.4.2.1." + ID}) {
                for (String element : new String[] {"/extension/0/valueCoding/code", "/extension/1/valueCoding/code", "/extension/2/valueCoding/code",
                    "/extension/3/valueCoding/code", "/extension/4/valueCoding/code"}) {
                    assertThat(answer(token, element, guess)).isEqualTo(wrong);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "application/fhir+json|{\"resourceType\":\"DocumentReference\",\"status\":\"superseded\"}|400",
        "application/fhir+json|[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"superseded\"}]|400",
        "application/fhir+json|{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":[{\"name\":\"type\",\"valueCode\":\"explode\"}]}]}|422",
        "application/xml-patch+xml|bonjour|422",
        "application/xml-patch+xml|<diff><replace sel=\"//zut\">x</replace></diff>|422",
        "application/merge-patch+json|{\"status\":\"superseded\"}|415",
        "text/plain|[]|415"})
    @DisplayName("API 4: a patch in no form that is known")
    void forms(String contentType, String patch, int status) {
        Call call = Call.patch(DOCTOR, path, contentType, patch);
        REFUSALS.expect(call, status, call.send().issue());
        assertUnchanged();
    }

    private Seen answer(String token, String element, String guess) {
        return Seen.of(Call.patch(token, path, JSON_PATCH, "[{\"op\":\"test\",\"path\":\"" + element + "\",\"value\":\"" + guess + "\"}]").send());
    }

    private void assertUnchanged() {
        DocumentReference document = Call.get(DOCTOR, path).send().as(DocumentReference.class);
        assertThat(document.getMeta().getVersionId()).isEqualTo("1");
        assertThat(document.getStatus().toCode()).isEqualTo("current");
    }
}
