package fr.carnet.server.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.OperationOutcome;

/** API 7: what every refusal has in common, asserted in one place. */
public final class Refusals {

    private static final String INSIDES = "(?is).*(\\bsql|exception|hapi-?\\d|ca\\.uhn|org\\.hl7|org\\.postgres|java\\.|jakarta|tomcat|\\{\\d}).*";

    private final TestServer server = TestServer.instance();
    private final String doctor = server.tokens().doctor("810000000011");
    private final Records.Opened healthy = server.records().authorised(server.records().adult(), doctor, "810000000011");

    /**
     * Sends a request in French and in English and expects the same refusal, in words, with nothing stored and the server well afterwards.
     *
     * @param issue code in CodeSystem carnet-issue
     */
    public void expect(Call call, int status, String issue) {
        Map<String, Long> before = Rows.counted();
        Reply french = call.send();
        Reply english = call.with("Accept-Language", "en").send();
        Rows.counted().forEach((table, rows) -> assertThat(rows).as("rows of " + table).isEqualTo(before.get(table)));
        assertWellFormed(french, status, issue);
        assertWellFormed(english, status, issue);
        assertThat(french.issueText()).as("in the caller's language").isNotEqualTo(english.issueText());
        assertHealthy();
    }

    /** The shape of one refusal: an OperationOutcome with FHIR code, project code, words and request id, and nothing of the insides. */
    public static void assertWellFormed(Reply reply, int status, String issue) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        OperationOutcome outcome = reply.as(OperationOutcome.class);
        // One issue, or one for each thing that validation found.
        assertThat(outcome.getIssue()).isNotEmpty().allSatisfy(one -> {
            assertThat(one.getDetails().getCodingFirstRep().getCode()).as(reply.text()).isEqualTo(issue);
            assertThat(one.getCode()).isNotNull();
            assertThat(one.getDetails().getText()).isNotBlank().doesNotMatch(INSIDES);
        });
        assertThat(outcome.getIssue().size() == 1 || outcome.getIssue().stream().allMatch(one -> one.getDiagnostics().startsWith("rule ") || isOfficial(one))).as(reply.text()).isTrue();
        assertThat(reply.header("X-Request-Id")).isNotBlank();
        assertThat(outcome.getIssueFirstRep().getDiagnostics()).matches((isOfficial(outcome.getIssueFirstRep()) ? ".+; " : "(rule [^ ]+; )?") + "request " + reply.header("X-Request-Id"));
        assertThat(outcome.getText().isEmpty()).isTrue();
    }

    /** An error that has Mon espace santé's own sentence for its diagnostics. */
    private static boolean isOfficial(OperationOutcome.OperationOutcomeIssueComponent issue) {
        return issue.getDetails().getCoding().stream().anyMatch(coding -> coding.getSystem().endsWith("/CodeSystem/mes-error"));
    }

    /** A good request still gets its good answer. */
    public void assertHealthy() {
        Reply good = server.api().get(doctor, "/DocumentReference?" + healthy.byIdentifier());
        assertThat(good.status()).as(good.text()).isEqualTo(200);
        assertThat(good.ids()).isEqualTo(List.of());
    }
}
