package fr.carnet.server.entry;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Measures;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The body mass index, computed at each reading from weight and height (MES API Mesures 1.5.2), for whoever may see both and it. */
class BodyMassIndexTest {

    private final TestServer server = TestServer.instance();
    private Records.Opened record;
    private String holder;
    private String search;
    private String firstWeight;
    private String firstHeight;

    @BeforeEach
    void aRecordWithWeightsAndHeights() {
        record = server.records().adult();
        holder = server.tokens().holder(record.id());
        search = "/Observation?patient=" + record.id() + "&code=" + Measures.loinc("39156-5");
        add("29463-7", "60", "2026-01-01T08:00:00+01:00");
        firstHeight = add("8302-2", "160", "2026-02-01T08:00:00+01:00");
        firstWeight = add("29463-7", "64", "2026-03-01");
        add("8302-2", "200", "2026-04-01T08:00:00+01:00");
        add("29463-7", "80", "2026-05-01T08:00:00+01:00");
        add("29463-7", "100", "2026-06-01T08:00:00+01:00");
    }

    @Test
    @DisplayName("One index for each weight that a height came before, with the latest height of that moment; none is stored")
    void computed() {
        Map<String, Long> before = Rows.counted();
        Bundle found = get(holder, search + "&_sort=date").bundle();
        assertThat(values(found)).containsExactly("25.0", "20.0", "25.0");
        assertThat(found.getTotal()).isEqualTo(3);
        Observation index = (Observation) found.getEntryFirstRep().getResource();
        assertThat(index.getIdElement().getIdPart()).isEqualTo("bmi-" + firstWeight);
        assertThat(index.getDerivedFrom()).extracting(from -> from.getReference()).containsExactly("Observation/" + firstWeight, "Observation/" + firstHeight);
        assertThat(index.getStatus()).isEqualTo(Observation.ObservationStatus.FINAL);
        assertThat(index.getMeta().getTag(Canonical.MEASURE_ORIGIN, "computed")).isNotNull();
        assertThat(index.getValueQuantity().getCode()).isEqualTo("kg/m2");
        assertThat(index.getExtension()).as("the stamp stays here").isEmpty();
        assertThat(index.getSubject().getReference()).isEqualTo("Patient/" + record.id());
        assertThat(server.api().get(null, "/metadata").status()).isEqualTo(200);
        assertThat(Rows.counted().get("hfj_resource")).isEqualTo(before.get("hfj_resource"));
        Refusals.assertWellFormed(get(holder, "/Observation/bmi-" + firstWeight), 404, "not-found");
    }

    @Test
    @DisplayName("Totals, pages, order and both bounds of the date are those of a search; the last one is _sort=-date&_count=1")
    void paged() {
        Bundle last = get(holder, search + "&_sort=-date&_count=1").bundle();
        assertThat(values(last)).containsExactly("25.0");
        assertThat(last.getTotal()).isEqualTo(3);
        assertThat(last.getLink(Bundle.LINK_NEXT)).isNotNull();
        assertThat(values(get(holder, search + "&_sort=-date&_count=1&_offset=1").bundle())).containsExactly("20.0");
        assertThat(get(holder, search + "&_summary=count").bundle().getTotal()).isEqualTo(3);
        assertThat(get(holder, search + "&_count=0").bundle().getTotal()).isEqualTo(3);
        assertThat(values(get(holder, search + "&date=ge2026-04-15&date=lt2026-05-15").bundle())).containsExactly("20.0");
        assertThat(get(holder, search + "&category=laboratory").bundle().getTotal()).isZero();
        assertThat(get(holder, search + "&category=vital-signs&status=final").bundle().getTotal()).isEqualTo(3);
    }

    @Test
    @DisplayName("A deleted weight has no index, and a deleted height makes none")
    void deleted() {
        for (String id : List.of(firstWeight, firstHeight)) {
            Observation measure = get(holder, "/Observation/" + id).as(Observation.class);
            assertThat(server.api().put(holder, "/Observation/" + id, measure.setStatus(Observation.ObservationStatus.ENTEREDINERROR)).status()).isEqualTo(200);
        }
        assertThat(values(get(holder, search + "&_sort=date").bundle())).containsExactly("20.0", "25.0");
    }

    @Test
    @DisplayName("S6 an app is shown it under a purpose that reads weight, height and the index; without any one of them it finds none")
    void underAPurpose() {
        String app = Apps.token(server, Apps.METER, record.id(), "patient/*.rs");
        for (String purpose : List.of("MESURES", "PESEE", "GLYCEMIE")) {
            assertThat(server.api().post(holder, "/Consent", Apps.consent(record, purpose)).status()).isEqualTo(201);
        }
        Call asked = Call.get(app, search);
        assertThat(asked.with("Code-Finalite", "MESURES").send().bundle().getTotal()).isEqualTo(3);
        assertThat(asked.with("Code-Finalite", "PESEE").send().bundle().getTotal()).as("weight and height, not the index").isZero();
        assertThat(asked.with("Code-Finalite", "GLYCEMIE").send().bundle().getTotal()).isZero();
        String narrow = Apps.token(server, Apps.METER, record.id(), "patient/Observation.rs?code=http://loinc.org|39156-5");
        assertThat(Call.get(narrow, search).with("Code-Finalite", "MESURES").send().bundle().getTotal()).as("the scope leaves out what it is made of").isZero();
        Refusals.assertWellFormed(Call.get(app, search + "&_count=101").with("Code-Finalite", "MESURES").send(), 400, "invalid-request");
    }

    @Test
    @DisplayName("The trace names the index and what it was computed from")
    void traced() {
        get(holder, search + "&_sort=date&_count=1");
        AuditEvent line = (AuditEvent) get(holder, "/AuditEvent?patient=" + record.id() + "&subtype=search-type&_sort=-date&_count=1").bundle().getEntryFirstRep().getResource();
        assertThat(line.getEntity()).extracting(entity -> entity.getWhat().getReference())
                .contains("Observation/bmi-" + firstWeight, "Observation/" + firstWeight, "Observation/" + firstHeight);
    }

    @Test
    @DisplayName("What is computed and what is stored share no search: its code comes alone, with parameters that mean something of it")
    void alone() {
        Refusals refusals = new Refusals();
        String patient = "/Observation?patient=" + record.id();
        refusals.expect(Call.get(holder, patient + "&code=29463-7,39156-5"), 400, "invalid-request");
        refusals.expect(Call.get(holder, patient + "&code=39156-5&code=29463-7"), 400, "invalid-request");
        refusals.expect(Call.get(holder, search + "&_lastUpdated=ge2026-01-01"), 400, "unknown-parameter");
        refusals.expect(Call.get(holder, search + "&_sort=_lastUpdated"), 400, "unknown-parameter");
        assertThat(get(holder, patient + "&code=urn:x%7C39156-5").bundle().getTotal()).isZero();
        assertThat(get(holder, patient).bundle().getTotal()).as("what is stored").isEqualTo(6);
    }

    private String add(String code, String value, String at) {
        Reply added = server.api().post(holder, "/Observation", Measures.of(record.id(), code, value, at));
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        return added.createdId();
    }

    private Reply get(String token, String path) {
        return server.api().get(token, path);
    }

    private static List<String> values(Bundle found) {
        return found.getEntry().stream().map(entry -> ((Observation) entry.getResource()).getValueQuantity().getValue().toPlainString()).toList();
    }
}
