package fr.carnet.enforcement.policy;

/** On what ground a caller may act. Each ground is judged alone; a caller is shown the union of the grounds it has. */
public enum Ground {
    /** Professional who cares for the patient. */
    CARE,
    /** Whoever deposited something: its own deposits only. */
    AUTHORSHIP,
    /** The holder himself. */
    SELF,
    /** Parent, guardian, caregiver. */
    DELEGATION,
    /** Third-party app under a purpose that the holder consented to. */
    PURPOSE,
    /** Support desk. */
    DESK
}
