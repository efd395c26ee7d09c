package fr.carnet.enforcement.hapi;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.jspecify.annotations.Nullable;

/** Words an {@link Answer} as an OperationOutcome, in French unless English is asked for. The same answer always has the same shape. */
public final class Answers {

    private static final String BUNDLE = "fr.carnet.enforcement.hapi.answers";

    /** @return the caller's language: {@code en} when the header prefers it, else {@code fr} */
    public static Locale language(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > 200) {
            return Locale.FRENCH;
        }
        try {
            Locale asked = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), List.of(Locale.FRENCH, Locale.ENGLISH));
            return asked == null ? Locale.FRENCH : asked;
        } catch (IllegalArgumentException unreadable) {
            return Locale.FRENCH;
        }
    }

    /**
     * @param refusal   what is refused
     * @param language  language of the text
     * @param requestId told to the caller so that the operator can find the trace
     */
    public OperationOutcome outcome(Refusal refusal, Locale language, String requestId) {
        OperationOutcome outcome = new OperationOutcome();
        if (refusal.findings().isEmpty()) {
            OperationOutcomeIssueComponent issue = outcome.addIssue().setSeverity(IssueSeverity.ERROR).setCode(refusal.answer().type());
            issue.getDetails().addCoding().setSystem(Canonical.ISSUE).setCode(refusal.answer().code());
            issue.getDetails().setText(text(refusal, language));
            if (refusal.expression() != null) {
                issue.addExpression(refusal.expression());
            }
            sayOfficially(refusal, issue);
        }
        refusal.findings().forEach(finding -> outcome.addIssue(issue(finding, language)));
        OperationOutcomeIssueComponent first = outcome.getIssueFirstRep();
        first.setDiagnostics(first.hasDiagnostics() ? first.getDiagnostics() + "; request " + requestId : "request " + requestId);
        return outcome;
    }

    /** @return one finding as an issue: what, where, by which rule */
    public static OperationOutcomeIssueComponent issue(Finding finding, Locale language) {
        OperationOutcomeIssueComponent issue = new OperationOutcomeIssueComponent().setSeverity(finding.severity()).setCode(finding.type());
        issue.getDetails().addCoding().setSystem(Canonical.ISSUE).setCode(Answer.BUSINESS_RULE.code());
        issue.getDetails().setText(finding.text(language));
        if (!finding.expression().isEmpty()) {
            issue.addExpression(finding.expression());
        }
        issue.setDiagnostics("rule " + finding.rule());
        finding.refusal().ifPresent(refusal -> sayOfficially(refusal, issue));
        return issue;
    }

    /** Software written for Mon espace santé reads the issue type and this very sentence. */
    private static void sayOfficially(Refusal refusal, OperationOutcomeIssueComponent issue) {
        refusal.official().ifPresent(official -> {
            issue.setCode(official.type()).setDiagnostics(official.sentence(refusal.arguments()));
            issue.getDetails().addCoding().setSystem(Canonical.MES_ERROR).setCode(official.code());
        });
    }

    /** @return the words of a refusal */
    public static String text(Refusal refusal, Locale language) {
        ResourceBundle texts = ResourceBundle.getBundle(BUNDLE, language, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        String key = refusal.detail() == null ? refusal.answer().code() : refusal.detail();
        return new MessageFormat(texts.getString(key), language).format(refusal.arguments().toArray());
    }
}
