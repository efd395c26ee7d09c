package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A token for one record, got by a real launch, and every way that leads to another record. Both persons agreed to the same purpose of the same app. */
class RecordBoundaryTest {

    private final TestServer server = TestServer.running();
    private final Cast cast = Cast.of(server);
    private Grant mine;
    private Grant theirs;
    private String theirMeasure;

    @BeforeEach
    void twoRecords() {
        mine = cast.holder().launch(cast.publicApp(), SmartApp.SCOPE, cast.purpose());
        theirs = cast.holder().launch(cast.publicApp(), SmartApp.SCOPE, cast.purpose());
        theirMeasure = theirs.send("POST", "/Observation", EntrySamples.measure(theirs.patient(), "2345-7"), cast.purpose()).createdId();
    }

    @Test
    @Tag("LOCAL-20")
    @DisplayName("patient=B with A's token, as a parameter, a reference, an identifier, in a form: the constant refusal; two patients are a bad request")
    void parameters() {
        for (String other : List.of("patient=" + theirs.patient(), "patient=Patient/" + theirs.patient(), "patient.identifier=" + server.records().adult().byIdentifier().split("=")[1])) {
            Refusals.assertWellFormed(mine.get("/Observation?" + other, cast.purpose()), 403, "refused");
            Refusals.assertWellFormed(form(other), 403, "refused");
        }
        Reply both = mine.get("/Observation?patient=" + mine.patient() + "&patient=" + theirs.patient(), cast.purpose());
        assertThat(both.status()).isIn(400, 403);
        Reply either = mine.get("/Observation?patient=" + mine.patient() + "," + theirs.patient(), cast.purpose());
        assertThat(either.status()).isIn(400, 403);
    }

    @Test
    @Tag("LOCAL-21")
    @DisplayName("B's resource by its id: 404, as one that is not there; it cannot be changed, whoever its subject is made to be")
    void ids() {
        Refusals.assertWellFormed(mine.get("/Observation/" + theirMeasure, cast.purpose()), 404, "not-found");
        for (String subject : List.of(mine.patient(), theirs.patient())) {
            Observation moved = EntrySamples.measure(subject, "2345-7");
            moved.setId(theirMeasure);
            Reply put = mine.send("PUT", "/Observation/" + theirMeasure, moved, cast.purpose());
            assertThat(put.status()).as(put.text()).isIn(403, 404);
        }
        assertThat(theirs.get("/Observation/" + theirMeasure, cast.purpose()).as(Observation.class).getSubject().getReference()).isEqualTo("Patient/" + theirs.patient());
    }

    @Test
    @Tag("LOCAL-22")
    @DisplayName("A resource about B, or one that refers to B's, is not created; nothing is stored in either record")
    void references() {
        Refusals.assertWellFormed(mine.send("POST", "/Observation", EntrySamples.measure(theirs.patient(), "2345-7"), cast.purpose()), 403, "refused");
        Observation derived = EntrySamples.measure(mine.patient(), "2345-7");
        derived.addDerivedFrom().setReference("Observation/" + theirMeasure);
        Reply referring = mine.send("POST", "/Observation", derived, cast.purpose());
        assertThat(referring.status()).as(referring.text()).isIn(400, 403, 422);
        assertThat(referring.text()).doesNotContain(theirMeasure);
        assertThat(mine.get("/Observation?patient=" + mine.patient(), cast.purpose()).bundle().getTotal()).isZero();
        assertThat(theirs.get("/Observation?patient=" + theirs.patient(), cast.purpose()).bundle().getTotal()).isEqualTo(1);
    }

    @Test
    @Tag("LOCAL-23")
    @DisplayName("Entries of a batch or transaction about B, read or written, beside ones about A: refused as a whole, nothing stored")
    void entries() {
        for (Bundle.BundleType type : List.of(Bundle.BundleType.BATCH, Bundle.BundleType.TRANSACTION)) {
            Bundle bundle = new Bundle().setType(type);
            bundle.addEntry().setResource(EntrySamples.measure(mine.patient(), "2345-7")).getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl("Observation");
            bundle.addEntry().setResource(EntrySamples.measure(theirs.patient(), "2345-7")).getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl("Observation");
            bundle.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl("Observation?patient=" + theirs.patient());
            bundle.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl("Observation/" + theirMeasure);
            Reply reply = mine.send("POST", "", bundle, cast.purpose());
            assertThat(reply.status()).as(reply.text()).isBetween(400, 422);
            assertThat(reply.text()).doesNotContain(theirMeasure);
        }
        assertThat(mine.get("/Observation?patient=" + mine.patient(), cast.purpose()).bundle().getTotal()).isZero();
        assertThat(theirs.get("/Observation?patient=" + theirs.patient(), cast.purpose()).bundle().getTotal()).isEqualTo(1);
    }

    @Test
    @Tag("LOCAL-24")
    @DisplayName("Conditional URLs that name B: refused alike, whether they match or not")
    void conditional() {
        for (String condition : List.of("patient=" + theirs.patient(), "_id=" + theirMeasure, "identifier=nowhere", "patient=" + theirs.patient() + "&code=2345-7")) {
            byte[] body = "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"amended\"}]".getBytes(StandardCharsets.UTF_8);
            Reply patch = server.api().send("PATCH", mine.accessToken(), "/Observation?" + condition, body, Map.of("Code-Finalite", cast.purpose(), "Content-Type", "application/json-patch+json"));
            assertThat(patch.status()).as(condition + patch.text()).isBetween(400, 422);
            assertThat(patch.text()).doesNotContain(theirMeasure);
            Reply create = server.api().send("POST", mine.accessToken(), "/Observation", Grant.json(EntrySamples.measure(mine.patient(), "2345-7")),
                    Map.of("Code-Finalite", cast.purpose(), "Content-Type", "application/fhir+json", "If-None-Exist", condition));
            assertThat(create.status()).as(condition + create.text()).isBetween(400, 422);
        }
        assertThat(mine.get("/Observation?patient=" + mine.patient(), cast.purpose()).bundle().getTotal()).isZero();
    }

    @Test
    @Tag("LOCAL-25")
    @DisplayName("A link to the next page, followed with another person's token of the same app: refused")
    void pages() {
        theirs.send("POST", "/Observation", EntrySamples.measure(theirs.patient(), "2345-7"), cast.purpose());
        Bundle first = theirs.get("/Observation?patient=" + theirs.patient() + "&_count=1", cast.purpose()).bundle();
        assertThat(first.getLink("next")).isNotNull();
        Reply followed = mine.get(first.getLink("next").getUrl(), cast.purpose());
        Refusals.assertWellFormed(followed, 403, "refused");
    }

    private Reply form(String parameters) {
        return server.api().send("POST", mine.accessToken(), "/Observation/_search", parameters.getBytes(StandardCharsets.UTF_8),
                Map.of("Code-Finalite", cast.purpose(), "Content-Type", "application/x-www-form-urlencoded"));
    }
}
