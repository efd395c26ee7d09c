package fr.carnet.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API 3: headers that would steer the engine from outside are refused, and those that merely could do harm do none. */
class ForbiddenHeaderTest {

    private static final TestServer SERVER = TestServer.instance();
    private static final Refusals REFUSALS = new Refusals();
    private static final String ID = "810000000920";
    private static final String DOCTOR = SERVER.tokens().doctor(ID);
    private static final Records.Opened RECORD = SERVER.records().authorised(SERVER.records().adult(), DOCTOR, ID);

    @ParameterizedTest
    @CsvSource({"X-HTTP-Method-Override, DELETE", "X-HTTP-Method, PUT", "X-Method-Override, DELETE", "X-Rewrite-History, true", "X-Cascade, delete",
        "X-Request-Partition-IDs, 1", "X-Upsert-Extistence-Check, disabled", "X-Retry-On-Version-Conflict, retry", "X-Meta-Snapshot-Mode, TAG",
        "X-Transaction-Semantics, x", "If-None-Exist, identifier=x"})
    @DisplayName("API 3: refused with 400, whatever their case, on reading and on writing")
    void refused(String header, String value) {
        REFUSALS.expect(Call.get(DOCTOR, "/DocumentReference?patient=" + RECORD.id()).with(header, value), 400, "forbidden-header");
        REFUSALS.expect(Call.post(DOCTOR, "/DocumentReference", Documents.simplified(RECORD, "11488-4")).with(header.toLowerCase(Locale.ROOT), value), 400, "forbidden-header");
        REFUSALS.expect(Call.post(DOCTOR, "/", Documents.submission(RECORD, "11488-4", new byte[] {'a'})).with(header.toUpperCase(Locale.ROOT), value), 400, "forbidden-header");
    }

    @Test
    @DisplayName("API 3: Content-Location on PUT is refused")
    void contentLocation() {
        Call put = new Call("PUT", DOCTOR, "/Consent/x", "{\"resourceType\":\"Consent\",\"id\":\"x\"}".getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "application/fhir+json"));
        REFUSALS.expect(put.with("Content-Location", "Consent/y"), 400, "forbidden-header");
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-Host, evil.example.org", "X-Forwarded-Proto, https", "X-Forwarded-Prefix, /evil", "Forwarded, host=evil.example.org",
        "X-Original-URL, /fhir/metadata", "X-Rewrite-URL, /fhir/metadata", "X-Forwarded-For, 203.0.113.7"})
    @DisplayName("Links never come from headers")
    void links(String header, String value) {
        Reply reply = Call.get(DOCTOR, "/DocumentReference?patient=" + RECORD.id()).with(header, value).send();
        assertThat(reply.status()).isIn(200, 400);
        assertThat(reply.text()).doesNotContain("evil").doesNotContain("203.0.113.7");
        assertThat(reply.text()).contains(SERVER.api().base());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-cache", "no-store", "max-results=0", "no-store, max-results=1"})
    @DisplayName("API 4: Cache-Control changes neither the page nor the total")
    void cacheControl(String value) {
        Records.Opened record = SERVER.records().authorised(SERVER.records().adult(), DOCTOR, ID);
        for (int i = 0; i < 3; i++) {
            assertThat(Call.post(DOCTOR, "/DocumentReference", Documents.simplified(record, "11488-4")).send().status()).isEqualTo(201);
        }
        Reply reply = Call.get(DOCTOR, "/DocumentReference?patient=" + record.id()).with("Cache-Control", value).with("Pragma", "no-cache").send();
        assertThat(reply.bundle().getTotal()).isEqualTo(3);
        assertThat(reply.ids()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demande-42", "a", "2026.11.20_10-00"})
    @DisplayName("API 3: X-Request-Id is echoed, once, and stands in errors")
    void requestId(String id) {
        Reply good = Call.get(DOCTOR, "/DocumentReference?patient=" + RECORD.id()).with("X-Request-Id", id).send();
        assertThat(good.headers().allValues("X-Request-Id")).containsExactly(id);
        Reply bad = Call.get(DOCTOR, "/DocumentReference").with("X-Request-Id", id).send();
        assertThat(bad.headers().allValues("X-Request-Id")).containsExactly(id);
        assertThat(bad.text()).contains("request " + id);
        assertThat(SERVER.database().sql("select count(*) from carnet.audit_event where request_id = ?").param(id).query(Long.class).single()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "é", "<script>", "a;b", "a\"b"})
    @DisplayName("API 3: an X-Request-Id that is no plain word is replaced by one of ours")
    void strangeRequestId(String id) {
        Reply reply = Call.get(DOCTOR, "/DocumentReference").with("X-Request-Id", id).send();
        assertThat(reply.headers().allValues("X-Request-Id")).singleElement().satisfies(own -> assertThat(own).matches("[0-9a-f-]{36}"));
        assertThat(reply.text()).doesNotContain(id);
    }
}
