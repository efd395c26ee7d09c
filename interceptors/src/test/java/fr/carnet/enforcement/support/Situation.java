package fr.carnet.enforcement.support;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.RecordPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One question put to one record, and perhaps a document that it is about.
 *
 * @param request  the question
 * @param record   how the record stands
 * @param document stamp of the document; empty when only the gate is asked
 */
public record Situation(AccessRequest request, RecordPolicy record, Optional<Set<AclToken>> document) {

    /**
     * What came out: {@code deny} at the gate; else {@code shown} or {@code hidden} for a document, {@code permit} without one.
     *
     * @param word    the outcome
     * @param reasons the reasons given, as {@code S4.2 blocked}
     */
    public record Outcome(String word, List<String> reasons) {

        /** @param expected the word, and perhaps in brackets a reason that must be among those given */
        public boolean is(String expected) {
            int bracket = expected.indexOf('(');
            String expectedWord = (bracket < 0 ? expected : expected.substring(0, bracket)).trim();
            return word.equals(expectedWord) && (bracket < 0 || reasons.contains(expected.substring(bracket + 1, expected.indexOf(')'))));
        }
    }

    /** @param policy the engine */
    public Outcome under(AccessPolicy policy) {
        AccessDecision decision = policy.decide(request, record);
        List<String> reasons = decision.reasons().stream().map(Object::toString).toList();
        if (decision instanceof AccessDecision.Permit permit) {
            return new Outcome(document.map(stamp -> permit.opens(stamp) ? "shown" : "hidden").orElse("permit"), reasons);
        }
        return new Outcome("deny", reasons);
    }
}
