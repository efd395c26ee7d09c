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
import fr.carnet.server.support.Wire;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S6 over HTTP: header, catalogue, declared purpose, consent, direction, category, scopes. */
class PurposeTest {

    private static final String ALL = "patient/*.cruds";
    private static final String DOCTOR = "810000000011";

    private final TestServer server = TestServer.instance();
    private Records.Opened record;
    private String holder;
    private String app;
    private String glucose;
    private String pulse;

    @BeforeEach
    void aRecordWithTwoMeasures() {
        record = server.records().adult();
        holder = server.tokens().holder(record.id());
        app = Apps.token(server, Apps.METER, record.id(), ALL);
        glucose = server.api().post(holder, "/Observation", EntrySamples.measure(record.id(), "2345-7")).createdId();
        pulse = server.api().post(holder, "/Observation", EntrySamples.measure(record.id(), "8867-4")).createdId();
    }

    @Test
    @DisplayName("S6 an app reads what its purpose covers once the holder consents, and nothing from the request on that follows a withdrawal")
    void consentAndWithdrawal() {
        refused(search("GLYCEMIE"));
        Reply given = consent(Apps.consent(record, "GLYCEMIE"));
        Reply found = search("GLYCEMIE").send();
        assertThat(found.ids()).containsExactly(glucose);
        assertThat(found.bundle().getTotal()).isEqualTo(1);
        assertThat(read("/Observation/" + glucose, "GLYCEMIE").send().status()).isEqualTo(200);
        Refusals.assertWellFormed(read("/Observation/" + pulse, "GLYCEMIE").send(), 404, "not-found");
        Consent ended = given.as(Consent.class);
        assertThat(server.api().put(holder, "/Consent/" + ended.getIdPart(), ended.setStatus(Consent.ConsentState.INACTIVE)).status()).isEqualTo(200);
        refused(search("GLYCEMIE"));
        Refusals.assertWellFormed(read("/Observation/" + glucose, "GLYCEMIE").send(), 404, "not-found");
    }

    @Test
    @DisplayName("S6 purposes are consented one by one; one that is unknown, undeclared or too narrow is refused alike")
    void oneByOne() {
        consent(Apps.consent(record, "GLYCEMIE"));
        refused(search("AGENDA"));
        refused(search("INCONNUE"));
        refused(read("/Appointment?patient=" + record.id(), "GLYCEMIE"));
        refused(Call.get(Apps.token(server, Apps.OFFLINE, record.id(), ALL), "/Observation?patient=" + record.id()).with("Code-Finalite", "GLYCEMIE"));
        refused(Call.get(Apps.token(server, "jamais-vue", record.id(), ALL), "/Observation?patient=" + record.id()).with("Code-Finalite", "GLYCEMIE"));
    }

    @Test
    @DisplayName("API 3 a request of an app carries exactly one purpose: none, two, or one that is no code, is 400")
    void exactlyOne() {
        consent(Apps.consent(record, "GLYCEMIE"));
        Call bare = Call.get(app, "/Observation?patient=" + record.id());
        for (Call call : List.of(bare, bare.with("Code-Finalite", "GLYCEMIE,AGENDA"), bare.with("Code-Finalite", ""), bare.with("Code-Finalite", "GLYC EMIE"))) {
            Refusals.assertWellFormed(call.send(), 400, "purpose-required");
        }
        Reply twice = Wire.send("GET /fhir/Observation?patient=" + record.id(),
                List.of("Authorization: Bearer " + app, "Code-Finalite: GLYCEMIE", "Code-Finalite: GLYCEMIE"), Wire.Body.NONE);
        Refusals.assertWellFormed(twice, 400, "purpose-required");
    }

    @Test
    @DisplayName("S6 an app writes what its purpose covers, reads it back, changes what it wrote and nothing else")
    void writes() {
        consent(Apps.consent(record, "GLYCEMIE"));
        refused(Call.post(app, "/Observation", EntrySamples.measure(record.id(), "8867-4")).with("Code-Finalite", "GLYCEMIE"));
        refused(Call.post(app, "/Condition", EntrySamples.of("Condition", record.id())).with("Code-Finalite", "GLYCEMIE"));
        Reply written = Call.post(app, "/Observation", EntrySamples.measure(record.id(), "2345-7")).with("Code-Finalite", "GLYCEMIE").send();
        assertThat(written.status()).as(written.text()).isEqualTo(201);
        Observation own = written.as(Observation.class);
        own.getValueQuantity().setValue(120);
        assertThat(update(own, "GLYCEMIE").status()).isEqualTo(200);
        Observation moved = own.copy();
        moved.getCode().getCodingFirstRep().setCode("8867-4");
        assertThat(update(moved, "GLYCEMIE").status()).as("what it becomes must be covered too").isEqualTo(403);
        Observation theirs = server.api().get(holder, "/Observation/" + glucose).as(Observation.class);
        Refusals.assertWellFormed(update(theirs, "GLYCEMIE"), 404, "not-found");
        assertThat(update(own.setStatus(Observation.ObservationStatus.ENTEREDINERROR), "GLYCEMIE").status()).isEqualTo(200);
        assertThat(search("GLYCEMIE").send().ids()).containsExactly(glucose);
    }

    @Test
    @DisplayName("S6.6 an app reads what the holder sees: no INVISIBLE_PATIENT ever, no MASQUE_PS unless the consent says so")
    void documents() {
        String doctor = server.tokens().doctor(DOCTOR);
        server.records().authorised(record, doctor, DOCTOR);
        String plain = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4")).createdId();
        String masked = server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4", "MASQUE_PS")).createdId();
        server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4", "INVISIBLE_PATIENT"));
        server.api().post(doctor, "/DocumentReference", Documents.simplified(record, "11488-4", "INVISIBLE_PATIENT", "MASQUE_PS"));
        consent(Apps.consent(record, "TOUT"));
        Call documents = read("/DocumentReference?patient=" + record.id(), "TOUT");
        assertThat(documents.send().ids()).containsExactly(plain);
        Refusals.assertWellFormed(read("/DocumentReference/" + masked, "TOUT").send(), 404, "not-found");
        Consent maskedToo = Apps.consent(record, "TOUT");
        maskedToo.getProvision().addSecurityLabel().setCode("MASQUE_PS");
        consent(maskedToo);
        assertThat(documents.send().ids()).containsExactlyInAnyOrder(plain, masked);
    }

    @Test
    @DisplayName("S6.2 an app changes what it wrote under a purpose that covers it to the code, and under no other")
    void anotherCode() {
        consent(Apps.consent(record, "TOUT"));
        consent(Apps.consent(record, "BILAN"));
        Call deposit = Call.post(app, "/DocumentReference", Documents.simplified(record, "11488-4")).with("Code-Finalite", "TOUT");
        Reply written = deposit.send();
        assertThat(written.status()).as(written.text()).isEqualTo(201);
        refused(deposit.with("Code-Finalite", "BILAN"));
        Call delete = Call.patch(app, "/DocumentReference/" + written.createdId(), "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]");
        refused(delete.with("Code-Finalite", "BILAN"));
        Refusals.assertWellFormed(delete.with("Code-Finalite", "GLYCEMIE").send(), 404, "not-found");
        Call mask = Call.patch(app, "/DocumentReference/" + written.createdId(), "[{\"op\":\"add\",\"path\":\"/securityLabel/-\",\"value\":{\"coding\":[{\"code\":\"MASQUE_PS\"}]}}]");
        Refusals.assertWellFormed(mask.with("Code-Finalite", "TOUT").send(), 403, "author-only");
        assertThat(delete.with("Code-Finalite", "TOUT").send().status()).isEqualTo(200);
        assertThat(server.api().get(holder, "/DocumentReference/" + written.createdId()).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("S6.4 the scopes of the token allow the interaction, or it is refused as insufficient_scope")
    void scopes() {
        consent(Apps.consent(record, "GLYCEMIE"));
        for (String narrow : List.of("patient/Observation.r", "patient/DocumentReference.rs", "patient/Observation.rs?category=laboratory", "openid fhirUser", "")) {
            Reply reply = Call.get(Apps.token(server, Apps.METER, record.id(), narrow), "/Observation?patient=" + record.id()).with("Code-Finalite", "GLYCEMIE").send();
            Refusals.assertWellFormed(reply, 403, "insufficient-scope");
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer error=\"insufficient_scope\"");
        }
        for (String wide : List.of("patient/Observation.s", "patient/Observation.read", "patient/*.rs", "user/Observation.rs openid")) {
            assertThat(Call.get(Apps.token(server, Apps.METER, record.id(), wide), "/Observation?patient=" + record.id()).with("Code-Finalite", "GLYCEMIE").send().status())
                    .as(wide).isEqualTo(200);
        }
        String readOnly = Apps.token(server, Apps.METER, record.id(), "patient/Observation.read");
        Refusals.assertWellFormed(Call.post(readOnly, "/Observation", EntrySamples.measure(record.id(), "2345-7")).with("Code-Finalite", "GLYCEMIE").send(), 403, "insufficient-scope");
        Refusals.assertWellFormed(Call.get(server.tokens().sign("smart", claims("mon-application", "patient/Observation.read")), "/DocumentReference?patient=" + record.id()).send(),
                403, "insufficient-scope");
    }

    @Test
    @DisplayName("S6.5 a token is worth nothing in another record; a consent cannot name what nobody declared")
    void boundToOneRecord() {
        consent(Apps.consent(record, "GLYCEMIE"));
        Records.Opened other = server.records().adult();
        server.api().post(server.tokens().holder(other.id()), "/Consent", Apps.consent(other, "GLYCEMIE"));
        refused(Call.get(app, "/Observation?patient=" + other.id()).with("Code-Finalite", "GLYCEMIE"));
        Refusals.assertWellFormed(server.api().post(holder, "/Consent", Apps.consent(record, "INCONNUE")), 422, "business-rule");
        Consent unknownApp = Apps.consent(record, "GLYCEMIE");
        unknownApp.getProvision().getActorFirstRep().getReference().getIdentifier().setValue("urn:oid:1.2.3");
        Refusals.assertWellFormed(server.api().post(holder, "/Consent", unknownApp), 422, "business-rule");
        Refusals.assertWellFormed(Call.post(app, "/Consent", Apps.consent(record, "AGENDA")).with("Code-Finalite", "GLYCEMIE").send(), 403, "refused");
    }

    @Test
    @DisplayName("S5 what a parent consented to is suspended on the child's eighteenth birthday, until the holder confirms it")
    void majority() {
        LocalDate today = LocalDate.ofInstant(server.clock().instant(), ZoneId.of("Europe/Paris"));
        Records.Opened child = server.records().open(today.minusYears(18).plusDays(2));
        String related = server.records().parentOf(child);
        String parent = server.tokens().representative(child.id(), related);
        Consent forged = Apps.consent(child, "GLYCEMIE");
        forged.addPerformer().setReference("Patient/" + child.id());
        assertThat(server.api().post(parent, "/Consent", forged).status()).isEqualTo(201);
        String measure = server.api().post(parent, "/Observation", EntrySamples.measure(child.id(), "2345-7")).createdId();
        Call asChild = Call.get(Apps.token(server, Apps.METER, child.id(), ALL), "/Observation?patient=" + child.id()).with("Code-Finalite", "GLYCEMIE");
        Call asParent = Call.get(Apps.token(server, Apps.METER, child.id(), "RelatedPerson/" + related, ALL), "/Observation?patient=" + child.id()).with("Code-Finalite", "GLYCEMIE");
        assertThat(asParent.send().ids()).containsExactly(measure);
        refused(asChild);
        try (var moved = server.clock().moved(Duration.ofDays(3))) {
            String adult = server.tokens().holder(child.id());
            Call afterwards = Call.get(Apps.token(server, Apps.METER, child.id(), ALL), "/Observation?patient=" + child.id()).with("Code-Finalite", "GLYCEMIE");
            refused(afterwards);
            refused(Call.get(Apps.token(server, Apps.METER, child.id(), "RelatedPerson/" + related, ALL), "/Observation?patient=" + child.id()).with("Code-Finalite", "GLYCEMIE"));
            assertThat(server.api().post(adult, "/Consent", Apps.consent(child, "GLYCEMIE")).status()).isEqualTo(201);
            assertThat(afterwards.send().ids()).containsExactly(measure);
        }
    }

    private Reply consent(Consent consent) {
        Reply given = server.api().post(holder, "/Consent", consent);
        assertThat(given.status()).as(given.text()).isEqualTo(201);
        return given;
    }

    private Call search(String purpose) {
        return read("/Observation?patient=" + record.id(), purpose);
    }

    private Call read(String path, String purpose) {
        return Call.get(app, path).with("Code-Finalite", purpose);
    }

    private Reply update(Observation measure, String purpose) {
        Call put = Call.post(app, "/Observation/" + measure.getIdPart(), measure).with("Code-Finalite", purpose);
        return new Call("PUT", put.token(), put.path(), put.body(), put.headers()).send();
    }

    private static void refused(Call call) {
        Refusals.assertWellFormed(call.send(), 403, "refused");
    }

    private Map<String, Object> claims(String client, String scope) {
        return Map.of("sub", "s", "client_id", client, "patient", record.id(), "fhirUser", "Patient/" + record.id(), "scope", scope);
    }
}
