package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Leak 42: headers by which a caller would steer the engine past the rules. */
class HeaderLeakTest {

    private static final List<Twins> READERS = List.of(Twins.OF_A_NURSE, Twins.OF_A_HOLDER);

    @ParameterizedTest
    @CsvSource({"X-Rewrite-History, true", "X-Upsert-Extistence-Check, disabled", "X-Cascade, delete; max-rounds=10", "X-Retry-On-Version-Conflict, retry; max-retries=5",
        "X-Request-Partition-IDs, _ALL", "X-Meta-Snapshot-Mode, TAG", "X-Transaction-Semantics, maxRetries=5", "X-Security-Context, Patient/x", "X-HTTP-Method-Override, GET",
        "X-HTTP-Method, DELETE", "X-Method-Override, PUT", "If-None-Exist, identifier=x"})
    @DisplayName("Leak 42: refused with a constant answer, on reading and on writing, over hidden and absent, and nothing is stored")
    void leak42_steeringHeaders(String header, String value) {
        Map<String, Long> before = Rows.counted();
        for (Twins reader : READERS) {
            for (String name : List.of(header, header.toLowerCase(Locale.ROOT))) {
                reader.asNone(400, document -> Call.get(reader.token(), "/DocumentReference/" + document.id()).with(name, value));
                reader.asNone(400, document -> Call.patch(reader.token(), "/DocumentReference/" + document.id(), Twins.MASK).with(name, value));
                reader.asNone(400, document -> Call.get(reader.token(), "/Binary/" + document.content()).with(name, value));
                Refusals.assertWellFormed(reader.alike((token, record) -> Call.get(token, "/DocumentReference?patient=" + record.id()).with(name, value)), 400, "forbidden-header");
                Reply write = Call.post(reader.token(), "/DocumentReference", Documents.simplified(reader.secretive(), Twins.READABLE)).with(name, value).send();
                Refusals.assertWellFormed(write, 400, "forbidden-header");
            }
        }
        assertThat(Rows.counted()).isEqualTo(before);
    }

    @Test
    @DisplayName("Leak 42: an address in a header is nobody's: Content-Location names no other resource, forwarded headers turn no link")
    void leak42_addressesInHeaders() {
        for (Twins reader : READERS) {
            reader.asNone(400, document -> {
                Call post = Call.post(reader.token(), "/DocumentReference/" + reader.visible().id(), "application/fhir+json", "{\"resourceType\":\"DocumentReference\"}");
                return new Call("PUT", post.token(), post.path(), post.body(), post.headers()).with("Content-Location", "DocumentReference/" + document.id());
            });
            Seen plain = Seen.of(reader.alike("/DocumentReference?patient={patient}&_count=1"));
            for (Map.Entry<String, String> forwarded : Map.of("X-Forwarded-Host", "evil.example.org", "X-Forwarded-Prefix", "/evil", "Forwarded", "host=evil.example.org",
                    "X-Forwarded-For", "203.0.113.7", "X-Original-URL", "/fhir/metadata", "X-Rewrite-URL", "/fhir/metadata").entrySet()) {
                Reply reply = reader.alike((token, record) -> Call.get(token, "/DocumentReference?_count=1&patient=" + record.id()).with(forwarded.getKey(), forwarded.getValue()));
                assertThat(reply.status()).isEqualTo(plain.status());
                assertThat(reply.text()).doesNotContain("evil").doesNotContain("203.0.113.7").contains(TestServer.instance().api().base());
            }
        }
    }
}
