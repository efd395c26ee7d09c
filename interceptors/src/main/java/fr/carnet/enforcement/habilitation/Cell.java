package fr.carnet.enforcement.habilitation;

/** One cell of the matrix. */
public enum Cell {
    /** The column reads the type. */
    YES,
    /** The column does not read the type. */
    NO,
    /** No source says; treated as {@link #NO} and counted at start-up. */
    UNKNOWN
}
