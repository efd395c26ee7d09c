package fr.carnet.server.audittrail;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AuditEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API 4: the history is searched by what its lines show, and by nothing else; dates by the time that they cover in France. */
class TraceQueryTest {

    private static final String DOCTOR = "810000000011";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);
    private Records.Opened record;
    private String holder;

    @BeforeEach
    void aHistory() {
        record = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        holder = server.tokens().holder(record.id());
        String document = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        server.api().get(doctor, "/DocumentReference/" + document);
        server.api().get(holder, "/DocumentReference?patient=" + record.id());
        server.api().patch(doctor, "/DocumentReference/" + document, "[{\"op\":\"replace\",\"path\":\"/type\",\"value\":{}}]");
        server.api().post(holder, "/Patient/" + record.id() + "/$mask-documents", "{\"resourceType\":\"Parameters\"}");
    }

    @Test
    @DisplayName("Each code of each line finds the lines that show it, and no others")
    void codes() {
        codes("subtype", line -> line.getSubtypeFirstRep().getCode());
        codes("action", line -> line.getAction().toCode());
        codes("outcome", line -> line.getOutcome().toCode());
        codes("type", line -> line.getType().getCode());
        codes("agent", line -> line.getAgentFirstRep().getWho().hasReference() ? line.getAgentFirstRep().getWho().getReference()
                : line.getAgentFirstRep().getWho().getIdentifier().getValue());
    }

    /** Lines that searching adds meanwhile are left out of the comparison. */
    private void codes(String parameter, Function<AuditEvent, String> shown) {
        Set<AuditEvent> history = lines("").collect(Collectors.toSet());
        Set<String> known = ids(history.stream());
        Set<String> codes = history.stream().map(shown).collect(Collectors.toSet());
        assertThat(codes).isNotEmpty().doesNotContainNull();
        for (String code : codes) {
            Set<String> found = ids(lines("&" + parameter + "=" + code));
            found.retainAll(known);
            assertThat(found).as(parameter + " " + code).isEqualTo(ids(history.stream().filter(line -> code.equals(shown.apply(line)))));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"2026, true", "2026-11, true", "2026-11-20, true", "2026-11-21, false", "2026-11-20T10:00Z, true", "2026-11-20T10:00:00Z, true", "2026-11-20T10:00:00.001Z, false",
        "2026-11-20T11:00:00%2B01:00, true", "ge2026-11-20T10:00:00Z, true", "gt2026-11-20T10:00:00Z, false", "gt2026-11-19, true", "sa2026-11-20, false", "sa2026-11-19, true",
        "le2026-11-20, true", "lt2026-11-20, false", "lt2026-11-21, true", "eb2026-11-21, true", "eb2026-11-20T10:00:00Z, false", "ne2026-11-20, false", "ne2026-11-21, true",
        "'2026-11-19,2026-11-20', true", "ge2026-11-20&date=le2026-11-20, true", "ge2026-11-21&date=le2026-11-22, false", "ge2026-11-20&_lastUpdated=lt2026-11-20, false"})
    @DisplayName("Dates with every prefix and precision, both bounds, alternatives")
    void dates(String value, boolean found) {
        assertThat(server.clock().instant()).isEqualTo(TestClock.START);
        assertThat(lines("&date=" + value).findAny().isPresent()).isEqualTo(found);
    }

    @Test
    @DisplayName("A day without zone is one of France: half past midnight there is the day before in Greenwich")
    void daysOfFrance() {
        try (TestClock.Moved moved = server.clock().moved(Duration.ofHours(13).plusMinutes(30))) {
            String holderThen = server.tokens().holder(record.id());
            server.api().get(holderThen, "/DocumentReference?patient=" + record.id());
            assertThat(server.api().get(holderThen, "/AuditEvent?patient=" + record.id() + "&date=2026-11-21").bundle().getTotal()).isPositive();
            assertThat(server.api().get(holderThen, "/AuditEvent?patient=" + record.id() + "&date=gt2026-11-21").bundle().getTotal()).isZero();
        }
    }

    private Stream<AuditEvent> lines(String query) {
        return server.api().get(holder, "/AuditEvent?_count=200&patient=" + record.id() + query).bundle().getEntry().stream().map(entry -> (AuditEvent) entry.getResource());
    }

    private static Set<String> ids(Stream<AuditEvent> lines) {
        return lines.map(line -> line.getIdElement().getIdPart()).collect(Collectors.toSet());
    }
}
