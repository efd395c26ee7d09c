package fr.carnet.enforcement.disclosure;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AclToken;
import java.util.List;

/**
 * What narrowing adds to every search: this record, and one of these facts. Positive predicates only.
 *
 * @param patientId id of the record's Patient
 * @param tokens    values for the {@code acl} parameter, sorted so that equal sets make equal SQL
 */
public record SearchConstraint(String patientId, List<String> tokens) {

    /** @param permit the decision of the request */
    public static SearchConstraint of(AccessDecision.Permit permit) {
        return new SearchConstraint(permit.patientId(), permit.tokens().stream().sorted().map(AclToken::value).toList());
    }
}
