package fr.carnet.server.audittrail;

import fr.carnet.server.audittrail.ChainBreak.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks along chains, row by row in their order, and notes where they break. Keeps one row and a bounded list, however long the trace is.
 * A changed row is told once: the rows after it were chained to what it was.
 */
final class ChainWalk {

    private static final int MOST_TOLD = 1_000;

    private final List<ChainBreak> breaks = new ArrayList<>();
    private long broken;
    private long chains;
    private long rows;
    private @Nullable ChainLink last;
    private long next = 1;
    /** What may stand before the next row: the hash stored with the last one and, when that one is broken, the one it should have had. Empty: not known. */
    private List<byte[]> previous = List.of();

    /** Takes the next row. */
    void row(ChainLink link) {
        if (last == null || !last.chain().equals(link.chain())) {
            end();
            chains++;
            next = 1;
            previous = List.of(new byte[0]);
        }
        rows++;
        last = link;
        if (link.position() < next) {
            broken(new ChainBreak(link.chain(), Fault.CHANGED_ROW, link.position(), link.position(), Optional.of(link.event())));
            return;
        }
        if (link.position() > next) {
            // What the missing row's hash was nobody knows: the row after the gap stands for itself.
            broken(new ChainBreak(link.chain(), Fault.MISSING_ROW, next, link.position() - 1, Optional.empty()));
            previous = List.of();
        }
        next = link.position() + 1;
        boolean holds = previous.isEmpty() || previous.stream().anyMatch(before -> Arrays.equals(link.hash(), link.expected(before)));
        if (holds) {
            previous = List.of(link.hash());
        } else {
            broken(new ChainBreak(link.chain(), Fault.CHANGED_ROW, link.position(), link.position(), Optional.of(link.event())));
            previous = List.of(link.hash(), link.expected(previous.get(0)));
        }
    }

    /** Ends the last chain; to be called after the last row. */
    void end() {
        if (last == null) {
            return;
        }
        Long length = last.headLength();
        byte[] hash = last.headHash();
        if (length == null || hash == null) {
            broken(ChainBreak.of(last.chain(), Fault.MISSING_HEAD, next - 1));
        } else if (length >= next) {
            broken(new ChainBreak(last.chain(), Fault.MISSING_END, next, length, Optional.empty()));
        } else if (length < next - 1 || previous.stream().noneMatch(end -> Arrays.equals(end, hash))) {
            broken(ChainBreak.of(last.chain(), Fault.CHANGED_HEAD, length));
        }
        last = null;
    }

    /** A chain of which no row is left. */
    void withoutRows(String chain, @Nullable Long length) {
        chains++;
        broken(length == null ? ChainBreak.of(chain, Fault.MISSING_HEAD, 0) : new ChainBreak(chain, Fault.MISSING_END, 1, length, Optional.empty()));
    }

    private void broken(ChainBreak found) {
        broken++;
        if (breaks.size() < MOST_TOLD) {
            breaks.add(found);
        }
    }

    /** @return what was found so far */
    Report report() {
        return new Report(chains, rows, broken, List.copyOf(breaks));
    }

    /**
     * @param chains chains walked
     * @param rows   rows walked
     * @param broken places where a chain breaks
     * @param breaks the first 1,000 of them
     */
    record Report(long chains, long rows, long broken, List<ChainBreak> breaks) {
    }
}
