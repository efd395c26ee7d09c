package fr.carnet.conformance;

import fr.carnet.conformance.Requirements.Requirement;
import java.util.List;
import org.hl7.fhir.r4.model.TestReport;

/**
 * What became of one requirement.
 *
 * @param requirement which
 * @param verdict     passed, failed, or not put to the test
 * @param message     what was seen instead, or why it was not run; empty when it passed
 */
record Outcome(Requirement requirement, Verdict verdict, String message) {

    /** Passed, failed, or not put to the test. */
    enum Verdict {
        PASSED("pass", "conforme"), FAILED("FAIL", "non conforme"), NOT_RUN("not run", "non vérifié");

        private final String english;
        private final String french;

        Verdict(String english, String french) {
            this.english = english;
            this.french = french;
        }

        String english() {
            return english;
        }

        String french() {
            return french;
        }
    }

    /** @return pass when every requirement passed; fail when one failed; pending when none failed and one was not run */
    static TestReport.TestReportResult overall(List<Outcome> outcomes) {
        if (count(outcomes, Verdict.FAILED) > 0) {
            return TestReport.TestReportResult.FAIL;
        }
        return count(outcomes, Verdict.PASSED) == outcomes.size() && !outcomes.isEmpty() ? TestReport.TestReportResult.PASS : TestReport.TestReportResult.PENDING;
    }

    static long count(List<Outcome> outcomes, Verdict verdict) {
        return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
    }
}
