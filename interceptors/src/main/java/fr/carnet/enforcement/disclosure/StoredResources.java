package fr.carnet.enforcement.disclosure;

import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.ScopeFilter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Port: looks one resource up in the index, without reading its body. The same statement for hidden and absent ones. */
public interface StoredResources {

    /**
     * @param type FHIR type; a content ({@code Binary}, {@code Bundle}) is found through the document it belongs to
     * @param id   logical id
     */
    Optional<StoredResource> find(String type, String id);

    /**
     * The same together with the gate's row of the record that the resource belongs to, in one statement: what a read asks before it reads.
     *
     * @param type    FHIR type, as for {@link #find}
     * @param id      logical id
     * @param authors author tokens of the caller
     */
    Sighting see(String type, String id, Set<AclToken> authors);

    /**
     * Documents that one of these authors deposited under a business identifier.
     *
     * @param authors author tokens
     * @param system  identifier system, empty for any
     * @param value   identifier value
     * @return ids of documents
     */
    List<String> depositedBy(Set<AclToken> authors, Optional<String> system, String value);

    /**
     * Documents of one record under a business identifier.
     *
     * @return ids of documents
     */
    List<String> ofPatient(String patientId, Optional<String> system, String value);

    /**
     * Which of some resources a decision shows, in one statement for all of them.
     *
     * @param references {@code Type/id} each; of a type without a row in the table of governed types, or without a patient, none is shown
     * @param patientId  the decision's record
     * @param tokens     the decision's tokens
     * @return those that belong to the record and carry one of the tokens
     */
    Set<String> shown(Set<String> references, String patientId, Set<AclToken> tokens);

    /**
     * Whether a resource is in the part of its type that narrowed scopes leave. The same statement for hidden and absent ones.
     *
     * @param type FHIR type; a content is judged as the document it belongs to
     * @param id   logical id
     */
    boolean carries(String type, String id, ScopeFilter filter);

    /**
     * Which of some resources are in the part of their type that narrowed scopes leave, in one statement for all of them.
     *
     * @param references {@code Type/id} each
     * @return those that the filter does not concern, and those of its type that it leaves
     */
    Set<String> carrying(Set<String> references, ScopeFilter filter);
}
