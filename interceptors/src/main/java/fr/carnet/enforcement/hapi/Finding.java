package fr.carnet.enforcement.hapi;

import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * One thing that is wrong with a body, or worth a warning.
 *
 * @param severity   error or warning
 * @param type       FHIR issue type
 * @param expression FHIRPath of the element
 * @param rule       key of the rule: an invariant, or the validator's word for it
 * @param french     what is wrong and what to do
 * @param english    the same
 * @param refusal    the rule in code that found it; empty for what a profile says
 */
public record Finding(IssueSeverity severity, IssueType type, String expression, String rule, String french, String english, Optional<Refusal> refusal) {

    /** @return whether the body must not be stored */
    public boolean isError() {
        return severity == IssueSeverity.ERROR || severity == IssueSeverity.FATAL;
    }

    /** @return where an entry of a Bundle holds its resource */
    public static String entry(int index) {
        return "Bundle.entry[" + index + "].resource";
    }

    /** @return this finding about a resource, as one about the place in a Bundle that holds it */
    public Finding within(String place) {
        int dot = expression.indexOf('.');
        return new Finding(severity, type, dot < 0 ? place : place + expression.substring(dot), rule, french, english, refusal);
    }

    /** @return the text in the caller's language */
    public String text(Locale language) {
        return Locale.ENGLISH.equals(language) ? english : french;
    }
}
