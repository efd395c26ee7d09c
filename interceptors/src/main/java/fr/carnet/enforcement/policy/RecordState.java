package fr.carnet.enforcement.policy;

/** State of a record (ACCESS-RULES 3). */
public enum RecordState {
    /** Letter sent, six weeks to oppose. */
    NOTIFIED,
    /** Read and fed. */
    OPEN,
    /** The holder opposed its creation. */
    OPPOSED,
    /** Archived for ten years, answers nobody. */
    CLOSED,
    /** Gone. */
    ERASED
}
