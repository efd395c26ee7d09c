package fr.carnet.perf.data;

import fr.carnet.perf.Arguments;

/**
 * How much a server holds.
 *
 * @param patients     records that are searched
 * @param documents    documents of each
 * @param measures     measures of each, of two codes in turn
 * @param appointments appointments of each
 * @param content      bytes of a document's content
 * @param large        bytes of a large document's content
 * @param history      entries in the history of accesses of one record
 */
public record Sizes(int patients, int documents, int measures, int appointments, int content, int large, int history) {

    /** Records that deposits go to; they are not searched. */
    public static final int DEPOSITED_TO = 20;
    /** Large documents to read. */
    public static final int LARGE_DOCUMENTS = 10;
    /** Entries on a page of a search. */
    public static final int PAGE = 20;

    /** @return the sizes on the command line */
    public static Sizes from(Arguments arguments) {
        return new Sizes(arguments.number("patients", 200), arguments.number("documents", 50), arguments.number("measures", 40), arguments.number("appointments", 2),
                arguments.number("content", 4_000), arguments.number("large", 1_000_000), arguments.number("history", 10_000));
    }
}
