package fr.carnet.server.audittrail;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.carnet.enforcement.audit.AuditTrail;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.AuditEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S8: the history leaves as text (ADR 0018), and that text is what HAPI would have written. */
class HistoryTextTest {

    private static final String JSON = "application/fhir+json";
    private static final JsonMapper MAPPER = new JsonMapper();

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("S8 every kind of line is written as HAPI's encoder wrote it, names in order; and HAPI, who reads it, writes the same")
    void everyKind() {
        AuditEvents events = new AuditEvents(FhirContext.forR4Cached(), HistoryLine.CATALOGUE);
        List<HistoryLine> lines = HistoryLine.all();
        assertThat(lines.stream().map(line -> line.row().callerKind()).distinct()).as("every kind of caller").hasSameSizeAs(Caller.class.getPermittedSubclasses());
        for (HistoryLine line : lines) {
            ObjectNode written = AuditEvents.json(line.row(), HistoryLine.CATALOGUE.find(line.row().callerId()));
            String recorded = written.path("recorded").textValue();
            assertThat(OffsetDateTime.parse(recorded).toInstant()).isEqualTo(line.row().recorded().truncatedTo(ChronoUnit.MILLIS));
            assertThat(written.toString()).as(line.row().id()).isEqualTo(line.event().put("recorded", recorded).toString());
            AuditEvent parsed = events.of(List.of(line.row()), false).get(0);
            assertThat(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(parsed)).as(line.row().id()).isEqualTo(written.toString());
        }
    }

    @Test
    @DisplayName("S8 over HTTP, text and encoded are the same in head and body, for all readers; what asks for another shape is HAPI's to write")
    void overHttp() throws Exception {
        String doctor = server.tokens().doctor("810000000011");
        Records.Opened record = server.records().authorised(server.records().adult(), doctor, "810000000011");
        String holder = server.tokens().holder(record.id());
        HistoryLine.all().forEach(line -> server.bean(AuditTrail.class).append(line.of(record.id())));
        String search = "/AuditEvent?patient=" + record.id() + "&_sort=date&_count=";
        int lines = HistoryLine.all().size();
        assertThat(assertSame(holder, search + lines)).contains("S4.4 matrix", "urn:oid:1.2.250.1.71.4.2.1");
        assertSame(holder, search + "3&_offset=4");
        assertThat(assertSame(holder, search + "1&_offset=5000")).doesNotContain("\"entry\"");
        assertThat(assertSame(doctor, search + 2)).as("a professional is not told what decided").doesNotContain("S4.4 matrix");

        Reply packed = server.api().get(holder, search + lines, Map.of("Accept-Encoding", "gzip"));
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(comparable(packed.text())).isEqualTo(comparable(server.api().get(holder, search + lines).text()));
        Reply xml = server.api().get(holder, search + lines, Map.of("Accept", "application/fhir+xml"));
        assertThat(xml.text()).startsWith("<Bundle").contains("S4.4 matrix");
        assertThat(server.api().get(holder, search + "1&_elements=outcome").bundle().getEntryFirstRep().getResource().getMeta().getTagFirstRep().getCode()).isEqualTo("SUBSETTED");
        assertThat(server.api().get(holder, search + "1&_summary=count").bundle().getEntry()).isEmpty();
    }

    /** @return the text that left */
    private String assertSame(String token, String path) throws Exception {
        Reply text = server.api().get(token, path, Map.of("Accept", JSON));
        Reply encoded = server.api().get(token, path, Map.of("Accept", JSON + "; pretty=true"));
        assertThat(List.of(text.status(), encoded.status())).as(path).containsOnly(200);
        assertThat(encoded.text()).as("HAPI wrote it").contains("\n  ");
        assertThat(text.text()).as(path).doesNotContain("\n");
        assertThat(comparable(text.text())).as(path).isEqualTo(comparable(encoded.text()));
        assertThat(headers(text)).as(path).isEqualTo(headers(encoded));
        return text.text();
    }

    /** A page has an id and an instant of its own, and whoever looks at the history adds a line to it. */
    private static String comparable(String json) throws Exception {
        ObjectNode page = (ObjectNode) MAPPER.readTree(json);
        page.remove(List.of("id", "total"));
        ((ObjectNode) page.get("meta")).remove("lastUpdated");
        return page.toString();
    }

    private static Map<String, List<String>> headers(Reply reply) {
        Map<String, List<String>> headers = new TreeMap<>(reply.headers().map());
        headers.keySet().removeAll(Set.of("connection", "content-length", "date", "last-modified", "x-request-id"));
        return headers;
    }
}
