package fr.carnet.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Documents;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Period;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/** ADR 0023: what a search of one record finds by itself is what HAPI finds, which answers the same search when it is asked for pretty. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordSearchTest {

    private static final String DOCTOR = "810000000011";
    private static final String NURSE = "810000000044";
    private static final int QUERIES = 120;
    private static final List<String> MOMENTS = List.of("2025", "2026-02", "2026-02-28", "2026-03-01T00:30:00+01:00", "2026-03-01T12:00:00Z", "2026-10-25T02:30:00+02:00", "2026-12-31");
    private static final List<String> ASKED = List.of("2025", "2026", "2026-02", "2026-02-28", "2026-03-01", "2026-02-28T23:30:00Z", "2026-03-01T12:00:00Z", "2026-12-31");

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor(DOCTOR);
    private final String nurse = server.tokens().professional(NURSE, "60", null, null);
    private final long seed = Long.getLong("carnet.record-search.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Records.Opened record;
    private String holder;

    @BeforeAll
    void aRecord() {
        record = server.records().authorised(server.records().authorised(server.records().adult(), doctor, DOCTOR), nurse, NURSE);
        Records.Opened other = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        holder = server.tokens().holder(record.id());
        for (Records.Opened one : List.of(record, other)) {
            for (int i = 0; i < 21; i++) {
                Observation measure = EntrySamples.measure(one.id(), i % 2 == 0 ? "2345-7" : "8867-4").setEffective(new DateTimeType(MOMENTS.get(i % MOMENTS.size())));
                created(server.api().post(server.tokens().holder(one.id()), "/Observation", measure));
                DocumentReference document = i % 5 == 0 ? Documents.simplified(one, "11488-4", "MASQUE_PS") : Documents.simplified(one, i % 2 == 0 ? "11488-4" : "18842-5");
                document.setDateElement(new InstantType("2026-0" + (1 + i % 9) + "-01T00:00:00.000+01:00"));
                document.getContext().setPeriod(new Period().setStartElement(new DateTimeType(MOMENTS.get(i % MOMENTS.size()))).setEndElement(new DateTimeType("2026-12-31")));
                created(server.api().post(doctor, "/DocumentReference", document));
            }
        }
    }

    @Test
    @DisplayName("Codes, dates of every precision, sorts and pages: the same resources in the same order with the same total")
    void sameAsHapi() {
        LoggerFactory.getLogger(getClass()).info("seed {}", seed);
        int found = 0;
        for (int i = 0; i < QUERIES; i++) {
            String token = one(holder, doctor, nurse);
            String search = token.equals(holder) && random.nextBoolean() ? "/Observation" + query(List.of("code=2345-7", "code=http://loinc.org|2345-7,http://loinc.org|8867-4", "status=final"), "date")
                    : "/DocumentReference" + query(List.of("type=11488-4", "type=http://loinc.org|11488-4", "type=11488-4,18842-5", "status=current", "status=superseded"), one("date", "period"));
            found += assertSame(token, search, true);
        }
        assertThat(found).as("seed " + seed).isGreaterThan(QUERIES);
    }

    @Test
    @DisplayName("What asks for more than codes and dates is HAPI's to find, and finds the same")
    void beyond() {
        for (String more : List.of("date=sa2025", "date=eb2026-12-31", "date=ge2025&date=le2027&date=ne2024", "date=2025,2026", "code=|2345-7", "_lastUpdated=gt2020", "_sort=date,-_lastUpdated",
                "code=2345-7,8867-4&code=2345-7&status=final&status=final,amended&status=amended,final,registered")) {
            assertSame(holder, "/Observation?patient=" + record.id() + "&" + more.replace("|", "%7C"), false);
        }
    }

    private int assertSame(String token, String search, boolean byItself) {
        List<Bundle> answers = new ArrayList<>();
        List<String> statements = server.statements().during(() -> {
            Reply reply = server.api().get(token, search);
            assertThat(reply.status()).as(search + " " + reply.text()).isEqualTo(200);
            answers.add(reply.bundle());
            return reply;
        }, 200);
        assertThat(statements.stream().anyMatch(sql -> sql.contains("carnet.record_search"))).as(search).isEqualTo(byItself);
        Reply pretty = server.api().get(token, search + "&_pretty=true");
        assertThat(pretty.status()).as("seed " + seed + " " + search + " " + pretty.text()).isEqualTo(200);
        Bundle hapi = pretty.bundle();
        assertThat(ids(answers.get(0))).as("seed " + seed + " " + search).isEqualTo(ids(hapi));
        assertThat(answers.get(0).getTotal()).as("seed " + seed + " " + search).isEqualTo(hapi.getTotal());
        return hapi.getTotal();
    }

    private String query(List<String> codes, String date) {
        List<String> parts = new ArrayList<>(List.of("patient=" + record.id()));
        IntStream.range(0, random.nextInt(3)).mapToObj(n -> codes.get(random.nextInt(codes.size()))).distinct().forEach(code ->
                parts.add(code.substring(0, code.indexOf('=') + 1) + URLEncoder.encode(code.substring(code.indexOf('=') + 1), StandardCharsets.UTF_8)));
        for (int dates = random.nextInt(3); dates > 0; dates--) {
            String condition = date + "=" + one("", "ge", "le", "gt", "lt", "eq") + URLEncoder.encode(ASKED.get(random.nextInt(ASKED.size())), StandardCharsets.UTF_8);
            if (!parts.contains(condition)) {
                parts.add(condition);
            }
        }
        if (random.nextBoolean()) {
            parts.add("_sort=" + one("date", "-date", "_lastUpdated", "-_lastUpdated"));
        }
        if (random.nextBoolean()) {
            parts.add("_count=" + (1 + random.nextInt(6)));
            parts.add("_offset=" + random.nextInt(12));
        }
        return "?" + String.join("&", parts);
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    private static List<String> ids(Bundle bundle) {
        return bundle.getEntry().stream().map(entry -> entry.getResource().getIdElement().getIdPart()).toList();
    }

    private static void created(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }
}
