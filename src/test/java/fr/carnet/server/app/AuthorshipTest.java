package fr.carnet.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S6: what an app writes bears its name, and is the only thing that it changes or deletes. */
class AuthorshipTest {

    private static final String DELETE = "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]";

    private final TestServer server = TestServer.instance();
    private Records.Opened record;
    private String holder;
    private String app;

    @BeforeEach
    void anAppWithItsPurposes() {
        record = server.records().adult();
        holder = server.tokens().holder(record.id());
        app = Apps.token(server, Apps.METER, record.id(), "patient/*.cruds");
        for (String purpose : List.of("MESURES", "AGENDA", "TOUT")) {
            assertThat(server.api().post(holder, "/Consent", Apps.consent(record, purpose)).status()).isEqualTo(201);
        }
    }

    @Test
    @DisplayName("S6 meta.source of what an app writes is its OID; a product of its own below it is kept; others have none, whatever they claim")
    void source() {
        for (Map.Entry<String, String> type : Map.of("Observation", "MESURES", "Device", "MESURES", "Appointment", "AGENDA").entrySet()) {
            String path = "/" + type.getKey();
            String id = created(path, EntrySamples.of(type.getKey(), record.id()), type.getValue());
            assertThat(server.api().get(holder, path + "/" + id).text()).as(path).contains("\"source\":\"" + Apps.METER_OID + "\"");
        }
        String document = created("/DocumentReference", Documents.simplified(record, "11488-4"), "TOUT");
        assertThat(server.api().get(holder, "/DocumentReference/" + document).as(DocumentReference.class).getMeta().getSource()).isEqualTo(Apps.METER_OID);
        Observation below = EntrySamples.measure(record.id(), "8867-4");
        below.getMeta().setSource(Apps.METER_OID.substring("urn:oid:".length()) + ".7#lot-12");
        assertThat(source(created("/Observation", below, "MESURES"))).isEqualTo(Apps.METER_OID + ".7");
        below.getMeta().setSource(Apps.METER_OID.substring("urn:oid:".length()));
        assertThat(source(created("/Observation", below, "MESURES"))).isEqualTo(Apps.METER_OID);
        assertThat(source(server.api().post(holder, "/Observation", below).createdId())).isNull();
    }

    @Test
    @DisplayName("S6 a change keeps the author, whoever makes it; a false source is refused in a change too")
    void sourceStays() {
        String id = created("/Observation", EntrySamples.measure(record.id(), "8867-4"), "MESURES");
        Observation own = read("/Observation/" + id, "MESURES").as(Observation.class);
        own.getMeta().setSource(null);
        assertThat(put("/Observation/" + id, own.setStatus(Observation.ObservationStatus.AMENDED), "MESURES").status()).isEqualTo(200);
        assertThat(source(id)).isEqualTo(Apps.METER_OID);
        own.getMeta().setSource("urn:oid:1.2.250.1.999.2");
        Refusals.assertWellFormed(put("/Observation/" + id, own, "MESURES"), 422, "business-rule");
    }

    @Test
    @DisplayName("S6 an app changes and deletes its own appointments, measures, devices and documents; of the holder's it finds none to change")
    void ownAlone() {
        for (Map.Entry<String, String> type : Map.of("Observation", "MESURES", "Device", "MESURES", "Appointment", "AGENDA").entrySet()) {
            String path = "/" + type.getKey();
            String own = path + "/" + created(path, EntrySamples.of(type.getKey(), record.id()), type.getValue());
            String theirs = path + "/" + server.api().post(holder, path, EntrySamples.of(type.getKey(), record.id())).createdId();
            assertThat(put(own, deleted(read(own, type.getValue())), type.getValue()).status()).as(own).isEqualTo(200);
            assertThat(read(own, type.getValue()).status()).as(own).isEqualTo(404);
            Refusals.assertWellFormed(put(theirs, deleted(server.api().get(holder, theirs)), type.getValue()), 404, "not-found");
            assertThat(server.api().get(holder, theirs).status()).isEqualTo(200);
        }
        String own = "/DocumentReference/" + created("/DocumentReference", Documents.simplified(record, "11488-4"), "TOUT");
        String theirs = "/DocumentReference/" + server.api().post(holder, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        assertThat(Call.patch(app, own, DELETE).with("Code-Finalite", "TOUT").send().status()).isEqualTo(200);
        Refusals.assertWellFormed(Call.patch(app, theirs, DELETE).with("Code-Finalite", "TOUT").send(), 404, "not-found");
    }

    @Test
    @DisplayName("S2 the agenda: an app moves and cancels the appointment that it made, and the holder sees it")
    void agenda() {
        String path = "/Appointment/" + created("/Appointment", EntrySamples.of("Appointment", record.id()), "AGENDA");
        Appointment appointment = read(path, "AGENDA").as(Appointment.class);
        appointment.getStartElement().setValueAsString("2026-12-02T09:00:00+01:00");
        appointment.getEndElement().setValueAsString("2026-12-02T09:30:00+01:00");
        assertThat(put(path, appointment, "AGENDA").status()).isEqualTo(200);
        Reply cancelled = put(path, appointment.setStatus(Appointment.AppointmentStatus.CANCELLED), "AGENDA");
        assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
        Appointment seen = server.api().get(holder, path).as(Appointment.class);
        assertThat(seen.getStatus()).isEqualTo(Appointment.AppointmentStatus.CANCELLED);
        assertThat(seen.getStartElement().getValueAsString()).startsWith("2026-12-02");
    }

    private static DomainResource deleted(Reply read) {
        String stored = read.text();
        return (DomainResource) FhirContext.forR4Cached().newJsonParser().parseResource(stored.replaceFirst("\"status\":\"[a-z]+\"", "\"status\":\"entered-in-error\""));
    }

    private String created(String path, DomainResource resource, String purpose) {
        Reply reply = Call.post(app, path, resource).with("Code-Finalite", purpose).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.createdId();
    }

    private String source(String id) {
        return server.api().get(holder, "/Observation/" + id).as(Observation.class).getMeta().getSource();
    }

    private Reply read(String path, String purpose) {
        return Call.get(app, path).with("Code-Finalite", purpose).send();
    }

    private Reply put(String path, DomainResource resource, String purpose) {
        Call put = Call.post(app, path, resource).with("Code-Finalite", purpose);
        return new Call("PUT", put.token(), put.path(), put.body(), put.headers()).send();
    }
}
