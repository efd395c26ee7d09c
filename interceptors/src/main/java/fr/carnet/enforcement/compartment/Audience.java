package fr.carnet.enforcement.compartment;

/** For whom a governed type is stamped; its author is always meant too. */
public enum Audience {
    /** By the document's own rules: type, labels, status. */
    DOCUMENT,
    /** Whoever may see the document that it is the content of. */
    CONTENT,
    /** Whoever may see everything that it names. */
    TARGETS,
    /** The holder and whoever represents him. */
    HOLDER,
    /** Professionals with access, whatever their column of the matrix. */
    CARE,
    /** The same, for what a national system deposited: the care history. */
    CARE_HISTORY,
    /** Apps under a purpose that covers it. */
    APP,
    /** The professional or structure that it speaks about. */
    ABOUT,
    /** The professionals and structures that it is addressed to. */
    RECIPIENTS,
    /** Whoever the gate lets into the record. */
    IDENTITY,
    /** Read from the trace, never stored as a resource. */
    TRACE
}
