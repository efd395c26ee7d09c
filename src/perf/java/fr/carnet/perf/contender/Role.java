package fr.carnet.perf.contender;

/** As whom a server is asked. */
public enum Role {
    /** Opens records. */
    SUPPORT,
    /** A general practitioner who deposits. */
    AUTHOR,
    /** Another one, whom the patient authorised to read. */
    READER,
    /** The patient. */
    HOLDER
}
