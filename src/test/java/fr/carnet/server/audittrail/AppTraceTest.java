package fr.carnet.server.audittrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.EntrySamples;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestServer;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Coding;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S8: each call of an app is in the history with the app, its purpose and on whose behalf, refused ones too. */
class AppTraceTest {

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("S8 a call for the holder, granted or refused, names app, OID, purpose and holder; a call that a parent's token makes names the parent")
    void calls() {
        Records.Opened child = server.records().open(LocalDate.of(2020, 3, 1));
        String related = server.records().parentOf(child);
        String parent = server.tokens().representative(child.id(), related);
        String app = Apps.token(server, Apps.METER, child.id(), "RelatedPerson/" + related, "patient/*.cruds");
        Call search = Call.get(app, "/Observation?patient=" + child.id()).with("Code-Finalite", "GLYCEMIE");
        assertThat(search.send().status()).isEqualTo(403);
        assertThat(server.api().post(parent, "/Consent", Apps.consent(child, "GLYCEMIE")).status()).isEqualTo(201);
        assertThat(search.send().status()).isEqualTo(200);
        assertThat(Call.post(app, "/Observation", EntrySamples.measure(child.id(), "2345-7")).with("Code-Finalite", "GLYCEMIE").send().status()).isEqualTo(201);
        List<AuditEvent> history = history(parent, child, Apps.METER);
        assertThat(history).hasSize(3).allSatisfy(event -> {
            assertThat(event.getAgentFirstRep().getWho().getIdentifier().getValue()).isEqualTo(Apps.METER);
            assertThat(event.getAgentFirstRep().getAltId()).isEqualTo(Apps.METER_OID);
            assertThat(event.getAgentFirstRep().getRequestor()).isTrue();
            assertThat(event.getAgent().get(1).getWho().getReference()).isEqualTo("RelatedPerson/" + related);
            assertThat(event.getAgent().get(1).getType().getCodingFirstRep().getCode()).isEqualTo("humanuser");
            assertThat(event.getAgentFirstRep().getPurposeOfUse().get(1).getCoding()).extracting(Coding::getSystem, Coding::getCode).containsExactly(tuple(Canonical.PURPOSE, "GLYCEMIE"));
        });
        assertThat(history).extracting(AuditEvent::getOutcome).containsExactly(AuditEvent.AuditEventOutcome._4, AuditEvent.AuditEventOutcome._0, AuditEvent.AuditEventOutcome._0);
        assertThat(server.statements().during(() -> server.api().get(parent, "/AuditEvent?patient=" + child.id() + "&agent=" + Apps.METER), 200)).as("the catalogue is asked once for all lines")
                .filteredOn(sql -> sql.contains("carnet.app_entry")).hasSize(1);
        assertThat(history(parent, child, Apps.METER_OID)).hasSize(3);
        assertThat(history(parent, child, "urn:ietf:rfc:3986%7C" + Apps.METER_OID)).hasSize(3);
        assertThat(history(parent, child, "RelatedPerson/" + related)).as("the parent's own acts, and those of the app").hasSizeGreaterThan(3);
        assertThat(history(parent, child, "urn:oid:1.2.250.1.999.2")).isEmpty();
        assertThat(history(parent, child, "urn:oid:1.2.3")).as("no app of the catalogue").isEmpty();
    }

    @Test
    @DisplayName("S8 on the holder's behalf: the holder is the other agent; every line is valid R4")
    void forTheHolder() {
        Records.Opened record = server.records().adult();
        String holder = server.tokens().holder(record.id());
        assertThat(Call.get(Apps.token(server, Apps.METER, record.id(), "patient/*.rs"), "/Observation?patient=" + record.id()).with("Code-Finalite", "GLYCEMIE").send().status())
                .isEqualTo(403);
        List<AuditEvent> history = history(holder, record, Apps.METER_OID);
        assertThat(history).singleElement().satisfies(event -> {
            assertThat(event.getAgent().get(1).getWho().getReference()).isEqualTo("Patient/" + record.id());
            assertThat(new R4Validation().errors(event)).isEmpty();
        });
    }

    private List<AuditEvent> history(String token, Records.Opened record, String agent) {
        return server.api().get(token, "/AuditEvent?patient=" + record.id() + "&agent=" + agent + "&_sort=date").bundle().getEntry().stream()
                .map(entry -> (AuditEvent) entry.getResource()).toList();
    }
}
