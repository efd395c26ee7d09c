package fr.carnet.server.leak;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Measures;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Seen;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What only apps can ask: under narrowed scopes, by the condition on a device, of what is computed. */
class AppLeakTest {

    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";

    private final TestServer server = TestServer.instance();
    private Records.Opened record;
    private String holder;

    @BeforeEach
    void aRecordWithConsents() {
        record = record();
        holder = server.tokens().holder(record.id());
    }

    @Test
    @DisplayName("Leak 57: what narrowed scopes leave out is as if it were not there, in searches, counts, reads and contents")
    void leak57_whatNarrowedScopesLeaveOut() {
        String app = Apps.token(server, Apps.METER, record.id(),
                "patient/Observation.rs?category=" + CATEGORY + "|vital-signs patient/DocumentReference.rs?type=http://loinc.org|11502-2 patient/Binary.r");
        List<Call> searches = List.of(
                Call.get(app, "/Observation?patient=" + record.id()).with("Code-Finalite", "MESURES"),
                Call.get(app, "/Observation?patient=" + record.id() + "&_summary=count").with("Code-Finalite", "MESURES"),
                Call.get(app, "/Observation?patient=" + record.id() + "&_count=1&_sort=-date").with("Code-Finalite", "MESURES"),
                Call.get(app, "/Observation?patient=" + record.id() + "&category=laboratory").with("Code-Finalite", "MESURES"),
                Call.get(app, "/DocumentReference?patient=" + record.id() + "&type=11488-4").with("Code-Finalite", "TOUT"));
        List<String> before = searches.stream().map(call -> shape(call.send())).toList();
        Observation outside = EntrySamples.measure(record.id(), "8867-4");
        outside.addCategory().addCoding().setSystem(CATEGORY).setCode("laboratory");
        String measure = server.api().post(holder, "/Observation", outside).createdId();
        Reply document = server.api().post(holder, "/DocumentReference", Documents.simplified(record, "11488-4"));
        assertThat(searches.stream().map(call -> shape(call.send())).toList()).isEqualTo(before);
        String content = document.as(DocumentReference.class).getContentFirstRep().getAttachment().getUrl();
        for (String[] path : List.of(new String[] {"/Observation/" + measure, "/Observation/none", "MESURES"},
                new String[] {"/DocumentReference/" + document.createdId(), "/DocumentReference/none", "TOUT"}, new String[] {"/" + content, "/Binary/none", "TOUT"})) {
            assertThat(Seen.of(Call.get(app, path[0]).with("Code-Finalite", path[2]).send())).as(path[0])
                    .isEqualTo(Seen.of(Call.get(app, path[1]).with("Code-Finalite", path[2]).send()));
        }
    }

    @Test
    @DisplayName("Leak 58: the condition on a device tells of no device but the app's own, hidden, foreign or deleted ones answer like none")
    void leak58_devicesAskedForByCondition() {
        Records.Opened without = record();
        Device theirs = (Device) EntrySamples.of("Device", record.id());
        theirs.addIdentifier().setSystem(Apps.METER_OID).setValue("commun");
        assertThat(server.api().post(holder, "/Device", theirs).status()).isEqualTo(201);
        assertThat(shape(conditional(record))).isEqualTo(shape(conditional(without)));
    }

    @Test
    @DisplayName("Leak 59: what is computed tells no more than what it is computed from: without weight, height or its own code in the purpose it is not there")
    void leak59_whatIsComputed() {
        String app = Apps.token(server, Apps.METER, record.id(), "patient/*.rs");
        List<Call> searches = List.of("PESEE", "GLYCEMIE").stream()
                .map(purpose -> Call.get(app, "/Observation?patient=" + record.id() + "&code=" + Measures.loinc("39156-5")).with("Code-Finalite", purpose)).toList();
        List<String> before = searches.stream().map(call -> shape(call.send())).toList();
        for (String[] measure : List.of(new String[] {"8302-2", "170"}, new String[] {"29463-7", "70"})) {
            assertThat(server.api().post(holder, "/Observation", Measures.of(record.id(), measure[0], measure[1], "2026-11-01T08:00:00+01:00")).status()).isEqualTo(201);
        }
        assertThat(searches.stream().map(call -> shape(call.send())).toList()).isEqualTo(before);
    }

    private Reply conditional(Records.Opened one) {
        String app = Apps.token(server, Apps.METER, one.id(), "patient/*.cruds");
        Reply reply = Call.post(app, "/", Measures.transaction(EntrySamples.measure(one.id(), "2345-7"), Optional.of("commun"))).with("Code-Finalite", "MESURES").send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply;
    }

    private Records.Opened record() {
        Records.Opened opened = server.records().adult();
        for (String purpose : List.of("MESURES", "TOUT", "PESEE", "GLYCEMIE")) {
            assertThat(server.api().post(server.tokens().holder(opened.id()), "/Consent", Apps.consent(opened, purpose)).status()).isEqualTo(201);
        }
        return opened;
    }

    /** Status and body, without the ids and instants that differ from answer to answer. */
    private static String shape(Reply reply) {
        return reply.status() + reply.text().replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "<id>").replaceAll("\"lastModified\":\"[^\"]*\"", "").replaceAll("\"lastUpdated\":\"[^\"]*\"", "");
    }
}
