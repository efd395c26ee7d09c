package fr.carnet.enforcement.policy;

import java.util.Optional;
import java.util.Set;

/** Port: the gate's one row. Implementations read the database at every call, so that a withdrawal binds the very next request. */
public interface RecordPolicies {

    /**
     * @param patientId id of a Patient
     * @param authors   author tokens of the caller
     * @return how the record stands for this caller; empty when there is no such record
     */
    Optional<Standing> find(String patientId, Set<AclToken> authors);

    /**
     * @param system identifier system (INS production, NIA, test, demo)
     * @param value  identifier value
     * @return id of the Patient with this national identifier
     */
    Optional<String> patientWith(String system, String value);

    /**
     * @param policy       the record
     * @param hasDeposited whether one of the author tokens has deposited here
     */
    record Standing(RecordPolicy policy, boolean hasDeposited) {
    }
}
