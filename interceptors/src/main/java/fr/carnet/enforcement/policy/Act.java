package fr.carnet.enforcement.policy;

/** What a request wants to do with one record. */
public enum Act {
    /** Search, read and fetch what the record holds. */
    READ,
    /** Ask whether a record exists, and how it and one's own access to it stand (PDSm4DMP TD0.2). */
    READ_STATUS,
    /** Add a document or another entry. */
    DEPOSIT,
    /** Change what the caller itself wrote (apps; everybody else is judged as a reader first). */
    AMEND,
    /** Create or end the holder's own choices: authorisations, blocks, designations. */
    MANAGE_SHARING,
    /** Declare that the patient consented to one's own access. */
    DECLARE_AUTHORISATION,
    /** Read the history of accesses. */
    READ_HISTORY,
    /** Open an emergency session (bris de glace). */
    BREAK_GLASS,
    /** Add a representative. */
    DELEGATE
}
