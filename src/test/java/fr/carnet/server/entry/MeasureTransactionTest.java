package fr.carnet.server.entry;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Measures;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.TestServer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A measure with its device in one transaction (MES API Mesures 1.5.2): by an app, the holder, a representative. */
class MeasureTransactionTest {

    private final TestServer server = TestServer.instance();
    private Records.Opened record;
    private String holder;
    private String app;

    @BeforeEach
    void anAppThatMayMeasure() {
        record = server.records().adult();
        holder = server.tokens().holder(record.id());
        app = Apps.token(server, Apps.METER, record.id(), "patient/*.cruds");
        assertThat(server.api().post(holder, "/Consent", Apps.consent(record, "MESURES")).status()).isEqualTo(201);
    }

    @Test
    @DisplayName("A transaction stores one measure and its device, linked; the same device sent again is the same one; the trace names what was stored")
    void deviceOnce() {
        Bundle first = sent(app, measure(), "lecteur-1");
        assertThat(first.getType()).isEqualTo(Bundle.BundleType.TRANSACTIONRESPONSE);
        assertThat(first.getEntry()).extracting(entry -> entry.getResponse().getStatus()).containsExactly("201 Created", "201 Created");
        Bundle second = sent(app, measure(), "lecteur-1");
        assertThat(second.getEntry()).extracting(entry -> entry.getResponse().getStatus()).containsExactly("201 Created", "200 OK");
        assertThat(location(second, 1)).isEqualTo(location(first, 1));
        Observation stored = read(app, "/" + location(second, 0)).as(Observation.class);
        assertThat(stored.getMeta().getSource()).isEqualTo(Apps.METER_OID);
        Observation seen = server.api().get(holder, "/" + location(second, 0)).as(Observation.class);
        assertThat(seen.getDevice().getReference()).isEqualTo(location(first, 1));
        assertThat(server.api().get(holder, "/Device?patient=" + record.id()).ids()).hasSize(1);
        List<AuditEvent> history = server.api().get(holder, "/AuditEvent?patient=" + record.id() + "&subtype=transaction&_sort=date").bundle().getEntry().stream()
                .map(entry -> (AuditEvent) entry.getResource()).toList();
        assertThat(history).hasSize(2);
        assertThat(history.get(0).getEntity()).extracting(entity -> entity.getWhat().getReference()).contains(location(first, 0), location(first, 1));
    }

    @Test
    @DisplayName("A measure alone will do; the holder and a parent measure likewise; a professional does not")
    void whoever() {
        assertThat(Call.post(app, "/", Measures.transaction(measure(), Optional.empty())).with("Code-Finalite", "MESURES").send().status()).isEqualTo(200);
        assertThat(sent(holder, measure(), "balance-1").getEntry()).hasSize(2);
        Records.Opened child = server.records().open(LocalDate.of(2020, 3, 1));
        String parent = server.tokens().representative(child.id(), server.records().parentOf(child));
        assertThat(sent(parent, EntrySamples.measure(child.id(), "2345-7"), "balance-1").getEntry()).hasSize(2);
        String doctor = server.tokens().doctor("810000000011");
        server.records().authorised(record, doctor, "810000000011");
        Refusals.assertWellFormed(Call.post(doctor, "/", Measures.transaction(measure(), Optional.of("x"))).send(), 403, "refused");
    }

    @Test
    @DisplayName("S7 the condition finds an app its own devices alone: one of the holder's with the same identifier is as if it were not there")
    void noOracle() {
        String theirs = location(sent(holder, measure(), "commun"), 1);
        Bundle own = sent(app, measure(), "commun");
        assertThat(own.getEntry().get(1).getResponse().getStatus()).isEqualTo("201 Created");
        assertThat(location(own, 1)).isNotEqualTo(theirs);
        Records.Opened other = server.records().adult();
        server.api().post(server.tokens().holder(other.id()), "/Consent", Apps.consent(other, "MESURES"));
        Bundle elsewhere = sent(Apps.token(server, Apps.METER, other.id(), "patient/*.cruds"), EntrySamples.measure(other.id(), "2345-7"), "commun");
        assertThat(elsewhere.getEntry().get(1).getResponse().getStatus()).as("another record's").isEqualTo("201 Created");
    }

    @Test
    @DisplayName("All or nothing: a refused part leaves no other; a purpose that covers the measure and not its device is too narrow")
    void allOrNothing() {
        assertThat(server.api().post(holder, "/Consent", Apps.consent(record, "PESEE")).status()).isEqualTo(201);
        Map<String, Long> before = Rows.counted();
        Bundle weighed = Measures.transaction(Measures.of(record.id(), "29463-7", "70", "2026-11-18T10:00:00+01:00"), Optional.of("balance"));
        Refusals.assertWellFormed(Call.post(app, "/", weighed).with("Code-Finalite", "PESEE").send(), 403, "refused");
        Bundle foreign = Measures.transaction(measure(), Optional.of("lecteur-2"));
        ((Device) foreign.getEntry().get(1).getResource()).getPatient().setReference("Patient/" + server.records().adult().id());
        before = Rows.counted();
        assertThat(Call.post(app, "/", foreign).with("Code-Finalite", "MESURES").send().status()).isEqualTo(400);
        Bundle wrongUnit = Measures.transaction(measure(), Optional.of("lecteur-2"));
        ((Observation) wrongUnit.getEntry().get(0).getResource()).getValueQuantity().setCode("kg");
        Refusals.assertWellFormed(Call.post(app, "/", wrongUnit).with("Code-Finalite", "MESURES").send(), 422, "business-rule");
        assertThat(Rows.counted()).isEqualTo(before);
    }

    @Test
    @DisplayName("_include=Observation:device brings the devices that the decision shows: of an app, those that its purpose covers; the total counts measures")
    void devicesComeAlong() {
        Bundle sent = sent(app, measure(), "lecteur-1");
        sent(app, measure(), "lecteur-1");
        sent(app, measure(), "lecteur-2");
        Reply found = read(app, "/Observation?patient=" + record.id() + "&_include=Observation:device&_count=2&_sort=date");
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        Map<Bundle.SearchEntryMode, List<Resource>> byMode = found.bundle().getEntry().stream().collect(Collectors.groupingBy(
                entry -> entry.getSearch().getMode(), Collectors.mapping(Bundle.BundleEntryComponent::getResource, Collectors.toList())));
        assertThat(byMode.get(Bundle.SearchEntryMode.MATCH)).hasSize(2).allSatisfy(one -> assertThat(((Observation) one).getDevice().getReference()).startsWith("Device/"));
        assertThat(byMode.get(Bundle.SearchEntryMode.INCLUDE)).isNotEmpty().allSatisfy(one -> assertThat(one).isInstanceOf(Device.class));
        assertThat(found.bundle().getTotal()).isEqualTo(3);
        assertThat(read(app, "/Observation?patient=" + record.id()).bundle().getEntry()).allSatisfy(entry ->
                assertThat(((Observation) entry.getResource()).hasDevice()).as("a search of measures alone decides on measures alone").isFalse());
        for (String shape : List.of("&_count=0", "&_summary=count")) {
            assertThat(read(app, "/Observation?patient=" + record.id() + "&_include=Observation:device" + shape).bundle().getTotal()).isEqualTo(3);
        }
        server.api().post(holder, "/Consent", Apps.consent(record, "GLYCEMIE"));
        Reply narrow = Call.get(app, "/Observation?patient=" + record.id() + "&_include=Observation:device").with("Code-Finalite", "GLYCEMIE").send();
        assertThat(narrow.ids()).as("a purpose that reads no devices").hasSize(3).doesNotContain(location(sent, 1).substring("Device/".length()));
        Refusals.assertWellFormed(Call.get(Apps.token(server, Apps.METER, record.id(), "patient/Observation.rs"), "/Observation?patient=" + record.id() + "&_include=Observation:device")
                .with("Code-Finalite", "MESURES").send(), 403, "insufficient-scope");
        Refusals.assertWellFormed(read(app, "/Observation?patient=" + record.id() + "&_include=Observation:subject"), 400, "unknown-parameter");
        Refusals.assertWellFormed(read(app, "/Observation?patient=" + record.id() + "&_include=*"), 400, "unknown-parameter");
    }

    @Test
    @DisplayName("_sort=-date&_count=1 is the last measure; both bounds of date hold; a page has 50 measures, of an app 100 at most")
    void last() {
        for (String day : List.of("2026-11-01", "2026-11-03", "2026-11-02")) {
            assertThat(server.api().post(holder, "/Observation", Measures.of(record.id(), "29463-7", "70", day + "T08:00:00+01:00")).status()).isEqualTo(201);
        }
        String weights = "/Observation?patient=" + record.id() + "&code=" + Measures.loinc("29463-7");
        Bundle last = read(app, weights + "&_sort=-date&_count=1").bundle();
        assertThat(last.getTotal()).isEqualTo(3);
        assertThat(((Observation) last.getEntryFirstRep().getResource()).getEffectiveDateTimeType().getValueAsString()).startsWith("2026-11-03");
        assertThat(read(app, weights + "&date=ge2026-11-02&date=lt2026-11-03").bundle().getTotal()).isEqualTo(1);
        assertThat(read(app, weights + "&_count=100").status()).isEqualTo(200);
        assertThat(server.api().get(holder, weights + "&_count=101").status()).as("the limit is the official API's, for its callers").isEqualTo(200);
    }

    private Bundle sent(String token, Observation measure, String device) {
        Reply reply = Call.post(token, "/", Measures.transaction(measure, Optional.of(device))).with("Code-Finalite", "MESURES").send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.bundle();
    }

    private static String location(Bundle response, int entry) {
        return response.getEntry().get(entry).getResponse().getLocation().replaceFirst("/_history/.*$", "");
    }

    private Reply read(String token, String path) {
        return Call.get(token, path).with("Code-Finalite", "MESURES").send();
    }

    private Observation measure() {
        return EntrySamples.measure(record.id(), "2345-7");
    }
}
