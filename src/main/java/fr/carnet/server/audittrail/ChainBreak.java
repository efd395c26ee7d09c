package fr.carnet.server.audittrail;

import java.util.Optional;

/**
 * One place where a chain of the trace does not hold. Says where and what kind, never what the row says.
 *
 * @param chain    id of the Patient, or {@code #n} for requests about no known record
 * @param fault    what is wrong
 * @param position place in the chain, from 1; of missing rows the first
 * @param last     of missing rows the last; else the same as {@code position}
 * @param event    id of the AuditEvent, when the row is there
 */
record ChainBreak(String chain, Fault fault, long position, long last, Optional<String> event) {

    /** What can be wrong. */
    enum Fault {
        /** The row is not what was appended, or stands where another was. */
        CHANGED_ROW("changed-row"),
        /** Rows are missing before one that is there. */
        MISSING_ROW("missing-row"),
        /** The last rows are missing: the chain's head knows of more. */
        MISSING_END("missing-end"),
        /** The head is not what the appends left. */
        CHANGED_HEAD("changed-head"),
        /** A record, or rows, without the chain's head. */
        MISSING_HEAD("missing-head");

        private final String code;

        Fault(String code) {
            this.code = code;
        }

        /** @return the word in the answer */
        String code() {
            return code;
        }
    }

    static ChainBreak of(String chain, Fault fault, long position) {
        return new ChainBreak(chain, fault, position, position, Optional.empty());
    }
}
