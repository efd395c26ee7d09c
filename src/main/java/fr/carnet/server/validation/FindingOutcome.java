package fr.carnet.server.validation;

import fr.carnet.enforcement.hapi.Answers;
import fr.carnet.enforcement.hapi.Finding;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** Findings as an OperationOutcome; it always has an issue (FHIR: 1..*). */
public final class FindingOutcome {

    private FindingOutcome() {
    }

    /** @return the findings, or word that there are none, in the language asked for */
    public static OperationOutcome of(List<Finding> findings, Locale language) {
        OperationOutcome outcome = new OperationOutcome();
        findings.forEach(finding -> outcome.addIssue(Answers.issue(finding, language)));
        if (findings.isEmpty()) {
            outcome.addIssue().setSeverity(IssueSeverity.INFORMATION).setCode(IssueType.INFORMATIONAL).getDetails()
                    .setText(Locale.ENGLISH.equals(language) ? "No error and no warning." : "Ni erreur ni avertissement.");
        }
        return outcome;
    }
}
