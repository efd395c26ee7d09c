package fr.carnet.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API 5 and 7: what is not offered is 405, a type that FHIR does not know 404; the same for whoever asks, and nothing changes. */
class NotOfferedTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final Refusals REFUSALS = new Refusals();
    private static final String ID = "810000000912";
    private static final String DOCTOR = SERVER.tokens().doctor(ID);
    private static final Records.Opened RECORD = SERVER.records().authorised(SERVER.records().adult(), DOCTOR, ID);
    private static final DocumentReference DOCUMENT = SERVER.api().post(DOCTOR, "/DocumentReference", Documents.simplified(RECORD, "11488-4")).as(DocumentReference.class);

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvFileSource(resources = "/spec/interactions-refused.csv", numLinesToSkip = 1)
    void refused(String method, String path, int status) {
        for (String token : List.of(DOCTOR, SERVER.tokens().holder(RECORD.id()), SERVER.tokens().support())) {
            Reply reply = call(method, token, path).send();
            assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        }
        REFUSALS.expect(call(method, DOCTOR, path), status, status == 404 ? "not-found" : "not-offered");
    }

    @ParameterizedTest(name = "{0} {1}: 401 without a token")
    @CsvFileSource(resources = "/spec/interactions-refused.csv", numLinesToSkip = 1)
    void anonymous(String method, String path) {
        assertThat(call(method, null, path).send().status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROPFIND", "MKCOL", "TRACK", "LINK", "get"})
    @DisplayName("API 7: a method that FHIR does not have is 405")
    void methods(String method) {
        REFUSALS.expect(call(method, DOCTOR, "/DocumentReference/{document}"), 405, "not-offered");
    }

    @Test
    @DisplayName("The document is there still, as it was")
    void untouched() {
        Reply reply = Call.get(DOCTOR, "/DocumentReference/" + DOCUMENT.getIdPart()).send();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.as(DocumentReference.class).getMeta().getVersionId()).isEqualTo("1");
    }

    private static Call call(String method, String token, String template) {
        String path = template.replace("{document}", DOCUMENT.getIdPart()).replace("{patient}", RECORD.id())
                .replace("{content}", DOCUMENT.getContentFirstRep().getAttachment().getUrl().replace("Binary/", ""));
        if ("GET".equals(method) || "DELETE".equals(method)) {
            return Call.bare(method, token, path);
        }
        if ("PATCH".equals(method)) {
            return Call.patch(token, path, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]");
        }
        String type = path.substring(1).split("[/?$]", 2)[0];
        String id = path.replaceAll("^/[A-Za-z]+/?|[?$].*", "");
        String body = "{\"resourceType\":\"" + (type.isEmpty() || "Dossier".equals(type) ? "Parameters" : type) + "\"" + (id.isEmpty() ? "" : ",\"id\":\"" + id + "\"") + "}";
        return new Call(method, token, path, body.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "application/fhir+json"));
    }
}
