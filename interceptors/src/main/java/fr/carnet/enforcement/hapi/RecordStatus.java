package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.policy.RecordPolicies;
import fr.carnet.enforcement.policy.RecordState;
import java.util.Optional;

/**
 * What a professional who asks how a record stands may be told (PDSm4DMP TD0.2).
 *
 * @param standing how it stands; empty when there is no such record, or none any more
 * @param reads    whether he may use the record, and so be told whose it is
 */
public record RecordStatus(Optional<RecordPolicies.Standing> standing, boolean reads) {
    public RecordStatus {
        standing = standing.filter(known -> known.policy().state() != RecordState.ERASED);
    }
}
