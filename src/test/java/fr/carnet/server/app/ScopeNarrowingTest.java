package fr.carnet.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S6.4: scopes narrowed to one category, code or type, on every path by which a resource is shown or written. */
class ScopeNarrowingTest {

    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";
    private static final String VITAL = "?category=" + CATEGORY + "|vital-signs";
    private static final String DOCTOR = "810000000011";

    private final TestServer server = TestServer.instance();
    private Records.Opened record;
    private String holder;
    private String vital;
    private String laboratory;

    @BeforeEach
    void aRecordWithTwoCategories() {
        record = server.records().adult();
        holder = server.tokens().holder(record.id());
        vital = server.api().post(holder, "/Observation", measure("vital-signs")).createdId();
        laboratory = server.api().post(holder, "/Observation", measure("laboratory")).createdId();
        server.api().post(holder, "/Observation", EntrySamples.measure(record.id(), "8867-4"));
        assertThat(server.api().post(holder, "/Consent", Apps.consent(record, "MESURES")).status()).isEqualTo(201);
    }

    @Test
    @DisplayName("S6.4 a search under a narrowed scope finds that category alone: rows, totals, counts, pages, other filters")
    void searches() {
        String narrow = "patient/Observation.rs" + VITAL;
        Reply all = get(narrow, "/Observation?patient=" + record.id());
        assertThat(all.ids()).containsExactly(vital);
        assertThat(all.bundle().getTotal()).isEqualTo(1);
        assertThat(get(narrow, "/Observation?patient=" + record.id() + "&_summary=count").bundle().getTotal()).isEqualTo(1);
        Reply first = get(narrow, "/Observation?patient=" + record.id() + "&_count=1");
        assertThat(first.ids()).containsExactly(vital);
        assertThat(first.bundle().getLink(Bundle.LINK_NEXT)).isNull();
        assertThat(get(narrow, "/Observation?patient=" + record.id() + "&category=laboratory").bundle().getTotal()).isZero();
        assertThat(get(narrow, "/Observation?patient=" + record.id() + "&_id=" + laboratory).bundle().getTotal()).isZero();
        assertThat(get(narrow + " patient/Observation.s?category=" + CATEGORY + "|laboratory", "/Observation?patient=" + record.id()).ids())
                .containsExactlyInAnyOrder(vital, laboratory);
        assertThat(get("patient/Observation.s?code=http://loinc.org|8867-4", "/Observation?patient=" + record.id()).bundle().getTotal()).isEqualTo(3);
        assertThat(get("patient/Observation.s?code=http://loinc.org|2345-7", "/Observation?patient=" + record.id()).bundle().getTotal()).isZero();
    }

    @Test
    @DisplayName("S6.4, S7 a read outside the category is absent, like what is not there")
    void reads() {
        String narrow = "patient/Observation.rs" + VITAL;
        assertThat(get(narrow, "/Observation/" + vital).status()).isEqualTo(200);
        Reply outside = get(narrow, "/Observation/" + laboratory);
        Refusals.assertWellFormed(outside, 404, "not-found");
        Reply absent = get(narrow, "/Observation/00000000-0000-0000-0000-000000000009");
        assertThat(outside.text().replace(outside.header("X-Request-Id"), "")).isEqualTo(absent.text().replace(absent.header("X-Request-Id"), ""));
        Refusals.assertWellFormed(get("patient/Observation.s" + VITAL, "/Observation/" + vital), 403, "insufficient-scope");
    }

    @Test
    @DisplayName("S6.4 what is written is of the category, and stays in it; in a transaction each entry takes its own scope")
    void writes() {
        String narrow = "patient/Observation.cru" + VITAL;
        Reply written = post(narrow, "/Observation", measure("vital-signs"));
        assertThat(written.status()).as(written.text()).isEqualTo(201);
        Refusals.assertWellFormed(post(narrow, "/Observation", measure("laboratory")), 403, "insufficient-scope");
        Refusals.assertWellFormed(post(narrow, "/Observation", EntrySamples.measure(record.id(), "8867-4")), 403, "insufficient-scope");
        Observation own = written.as(Observation.class);
        assertThat(put(narrow, own).status()).isEqualTo(200);
        own.getCategoryFirstRep().getCodingFirstRep().setCode("laboratory");
        Refusals.assertWellFormed(put(narrow, own), 403, "insufficient-scope");
        Observation elsewhere = post("patient/Observation.c", "/Observation", measure("laboratory")).as(Observation.class);
        Refusals.assertWellFormed(put(narrow, elsewhere), 404, "not-found");
        assertThat(post(narrow, "/", transaction(measure("vital-signs"))).status()).isEqualTo(200);
        Refusals.assertWellFormed(post(narrow, "/", transaction(measure("laboratory"))), 403, "insufficient-scope");
        Refusals.assertWellFormed(post("patient/Device.c patient/Observation.rs", "/", transaction(measure("vital-signs"))), 403, "insufficient-scope");
    }

    @Test
    @DisplayName("S6.4 documents of one type: search, read, content, and what they name of others; an operation on all documents is refused")
    void documents() {
        String doctor = server.tokens().doctor(DOCTOR);
        server.records().authorised(record, doctor, DOCTOR);
        String other = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        DocumentReference naming = Documents.simplified(record, "11502-2");
        naming.addRelatesTo().setCode(DocumentReference.DocumentRelationshipType.APPENDS).getTarget().setReference("DocumentReference/" + other);
        DocumentReference stored = server.api().post(doctor, "/DocumentReference", naming).as(DocumentReference.class);
        String hiddenContent = server.api().get(doctor, "/DocumentReference/" + other).as(DocumentReference.class).getContentFirstRep().getAttachment().getUrl();
        String narrow = "patient/DocumentReference.rus?type=http://loinc.org|11502-2 patient/Binary.r";
        String mine = server.tokens().sign("smart", Map.of("sub", "s", "client_id", "mon-application", "patient", record.id(), "fhirUser", "Patient/" + record.id(),
                "scope", narrow));
        assertThat(server.api().get(mine, "/DocumentReference?patient=" + record.id()).ids()).containsExactly(stored.getIdPart());
        DocumentReference shown = server.api().get(mine, "/DocumentReference/" + stored.getIdPart()).as(DocumentReference.class);
        assertThat(shown.getRelatesTo()).as("a reference to what the scope leaves out").isEmpty();
        assertThat(server.api().get(mine, "/DocumentReference?patient=" + record.id() + "&relatesto=DocumentReference/" + other).ids()).isEmpty();
        assertThat(server.api().get(mine, "/" + shown.getContentFirstRep().getAttachment().getUrl()).status()).isEqualTo(200);
        assertThat(server.api().get(mine, "/" + hiddenContent).status()).isEqualTo(404);
        assertThat(server.api().get(mine, "/DocumentReference/" + other).status()).isEqualTo(404);
        String mask = "[{\"op\":\"add\",\"path\":\"/securityLabel/-\",\"value\":{\"coding\":[{\"code\":\"MASQUE_PS\"}]}}]";
        assertThat(server.api().patch(mine, "/DocumentReference/" + other, mask).status()).isEqualTo(404);
        assertThat(server.api().patch(mine, "/DocumentReference/" + stored.getIdPart(), mask).status()).isEqualTo(200);
        Refusals.assertWellFormed(Call.post(mine, "/Patient/" + record.id() + "/$mask-documents", "application/fhir+json", "{\"resourceType\":\"Parameters\"}").send(),
                403, "insufficient-scope");
    }

    private Observation measure(String category) {
        Observation measure = EntrySamples.measure(record.id(), "8867-4");
        measure.addCategory().addCoding().setSystem(CATEGORY).setCode(category);
        return measure;
    }

    private static Bundle transaction(Observation measure) {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        bundle.addEntry().setFullUrl("urn:uuid:0a4ee9b1-7ed6-4ea1-8f15-0d6c0a8e0a01").setResource(measure).getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl("Observation");
        return bundle;
    }

    private Reply get(String scope, String path) {
        return Call.get(token(scope), path).with("Code-Finalite", "MESURES").send();
    }

    private Reply post(String scope, String path, Resource body) {
        return Call.post(token(scope), path, body).with("Code-Finalite", "MESURES").send();
    }

    private Reply put(String scope, Observation measure) {
        Call put = Call.post(token(scope), "/Observation/" + measure.getIdPart(), measure).with("Code-Finalite", "MESURES");
        return new Call("PUT", put.token(), put.path(), put.body(), put.headers()).send();
    }

    private String token(String scope) {
        return Apps.token(server, Apps.METER, record.id(), scope);
    }
}
