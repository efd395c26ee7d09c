package fr.carnet.enforcement.disclosure;

import fr.carnet.enforcement.policy.AclToken;
import java.util.Set;

/**
 * What the index says about one stored resource.
 *
 * @param patientId the record it belongs to
 * @param tokens    its stamp
 */
public record StoredResource(String patientId, Set<AclToken> tokens) {
    public StoredResource {
        tokens = Set.copyOf(tokens);
    }
}
