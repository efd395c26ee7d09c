package fr.carnet.server.consent;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Documents;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestClock;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S4, S5: an opposition to the deposits of somebody who is authorised states a legitimate reason. */
class DepositOppositionTest {

    private static final String AUTHOR = "810000000011";
    private static final String STRUCTURE_SYSTEM = "urn:oid:1.2.250.1.71.4.2.2";
    private static final String REASON = "Conflit ancien avec ce professionnel";

    private final TestServer server = TestServer.instance();
    private final Refusals refusals = new Refusals();
    private final String author = server.tokens().doctor(AUTHOR);
    private Records.Opened record;
    private String holder;

    @BeforeEach
    void aRecord() {
        record = server.records().adult();
        holder = server.tokens().holder(record.id());
    }

    @Test
    @DisplayName("S4 without an authorisation no reason is asked")
    void nobodyAuthorised() {
        assertThat(oppose(opposition(null))).isEqualTo(201);
    }

    @Test
    @DisplayName("S5 once authorised, an opposition without a legitimate reason is 422, says which element, and stores nothing; with one it stops deposits")
    void authorised() {
        server.records().authorised(record, author, AUTHOR);
        for (String reason : new String[] {null, "Bref", "         x ", "x".repeat(1001)}) {
            Call call = Call.post(holder, "/Consent", opposition(reason));
            refusals.expect(call, 422, "business-rule");
            OperationOutcome.OperationOutcomeIssueComponent issue = call.send().as(OperationOutcome.class).getIssueFirstRep();
            assertThat(issue.getExpression().get(0).getValue() + " " + issue.getDetails().getText()).startsWith("Consent").contains("legitimate-reason");
        }
        assertThat(deposit()).isEqualTo(201);
        Reply opposed = server.api().post(holder, "/Consent", opposition(REASON));
        assertThat(opposed.status()).as(opposed.text()).isEqualTo(201);
        assertThat(server.api().get(holder, "/Consent/" + opposed.createdId()).text()).contains(REASON);
        assertThat(deposit()).isEqualTo(403);
        assertThat(server.api().get(author, "/DocumentReference?" + record.byIdentifier()).status()).as("it stops nothing else").isEqualTo(200);
    }

    @Test
    @DisplayName("S5 ten characters are enough, a thousand are not too many")
    void lengths() {
        server.records().authorised(record, author, AUTHOR);
        assertThat(oppose(opposition("x".repeat(10)))).isEqualTo(201);
        assertThat(oppose(opposition("x".repeat(1000)))).isEqualTo(201);
    }

    @Test
    @DisplayName("S5 a designation counts as an authorisation; an expired one, or somebody else's, does not")
    void whatCounts() {
        server.api().post(holder, "/Consent", Records.consent(record, "medecin-traitant", ConsentProvisionType.PERMIT, AUTHOR));
        assertThat(oppose(opposition(null))).isEqualTo(422);
        Records.Opened another = server.records().authorised(server.records().adult(), author, AUTHOR);
        server.records().authorised(another, server.tokens().doctor("810000000022"), "810000000022");
        Consent colleague = Records.consent(another, "opposition-alimentation", ConsentProvisionType.DENY, "810000000033");
        assertThat(server.api().post(server.tokens().holder(another.id()), "/Consent", colleague).status()).as("nobody authorised that one").isEqualTo(201);
        try (TestClock.Moved moved = server.clock().moved(Duration.ofDays(366))) {
            Consent late = Records.consent(another, "opposition-alimentation", ConsentProvisionType.DENY, AUTHOR);
            assertThat(server.api().post(server.tokens().holder(another.id()), "/Consent", late).status()).as("expired").isEqualTo(201);
        }
    }

    @Test
    @DisplayName("S5 a structure whose care team is authorised is opposed with a reason too")
    void structures() {
        Consent team = Records.consent(record, "acces-professionnel", ConsentProvisionType.PERMIT, AUTHOR);
        team.getProvision().getActorFirstRep().getReference().getIdentifier().setSystem(STRUCTURE_SYSTEM).setValue("1990000018");
        assertThat(server.api().post(holder, "/Consent", team).status()).isEqualTo(201);
        Consent silent = opposition(null);
        silent.getProvision().getActorFirstRep().getReference().getIdentifier().setSystem(STRUCTURE_SYSTEM).setValue("1990000018");
        assertThat(oppose(silent)).isEqualTo(422);
        assertThat(oppose(opposition(null))).as("the professional himself is not authorised").isEqualTo(201);
    }

    private Consent opposition(String reason) {
        Consent opposition = Records.consent(record, "opposition-alimentation", ConsentProvisionType.DENY, AUTHOR);
        if (reason != null) {
            opposition.addExtension(Canonical.LEGITIMATE_REASON, new StringType(reason));
        }
        return opposition;
    }

    private int oppose(Consent opposition) {
        return server.api().post(holder, "/Consent", opposition).status();
    }

    private int deposit() {
        return server.api().post(author, "/DocumentReference", Documents.simplified(record, "11488-4")).status();
    }
}
