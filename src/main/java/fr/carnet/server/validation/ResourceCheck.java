package fr.carnet.server.validation;

import fr.carnet.enforcement.policy.Caller;
import org.hl7.fhir.r4.model.Resource;

/**
 * What resources of one type must say that a profile cannot. Checked before storage and by {@code $validate}, in the same way.
 *
 * @param <T> FHIR type
 */
public interface ResourceCheck<T extends Resource> {

    /** @return FHIR type */
    Class<T> type();

    /** @return whether the rule is about writing such a resource, not about what it says: {@code $validate} asks it for {@code mode=create} and {@code update} only */
    default boolean isAboutWriting() {
        return false;
    }

    /** @return whether the feature that stores such resources checks it while it stores them: a write is then not asked twice */
    default boolean isCheckedByItsFeature() {
        return false;
    }

    /**
     * Checks what the resource itself says.
     *
     * @param caller who sends it: what one may send, another may not
     * @throws fr.carnet.enforcement.hapi.Refusal when a rule is broken; it names the element and the rule
     */
    void check(T resource, Caller caller);
}
