package fr.carnet.server.audittrail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Lets requests that end at the same time share one commit. Whoever finds nobody writing writes at once, in its own thread; whoever comes meanwhile waits, and the
 * first of those then writes for all that wait. Nobody returns before its line is durable, and nobody waits for company that has not come.
 */
final class GroupCommit {

    /** Bounds one statement, and how long the first of a crowd waits. */
    static final int MOST_LINES = 64;

    private final TraceWriter writer;
    private final Predicate<RuntimeException> undecided;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private boolean writing;

    /**
     * @param writer    makes lines durable
     * @param undecided whether lines may be durable in spite of a failure: they are then not written again, or a request would have two
     */
    GroupCommit(TraceWriter writer, Predicate<RuntimeException> undecided) {
        this.writer = writer;
        this.undecided = undecided;
    }

    /**
     * A line and the request that waits for it.
     *
     * @param line    what is to be durable
     * @param turn    done when there is no more to wait for: the outcome is known, or the request is to write itself
     * @param outcome done when the line is durable or cannot be
     */
    private record Waiting(TraceLine line, CompletableFuture<Void> turn, CompletableFuture<Void> outcome) {

        void durable() {
            outcome.complete(null);
            turn.complete(null);
        }

        /** Without effect on a line whose outcome is known. */
        void failed(RuntimeException why) {
            outcome.completeExceptionally(why);
            turn.complete(null);
        }
    }

    /**
     * Returns once the line is durable.
     *
     * @throws RuntimeException when it is not, or nobody can tell
     */
    void append(TraceLine line) {
        Waiting own = new Waiting(line, new CompletableFuture<>(), new CompletableFuture<>());
        if (!isFirst(own)) {
            own.turn().join();
        }
        if (!own.outcome().isDone()) {
            writeWaiting();
        }
        try {
            own.outcome().join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException why ? why : failed;
        }
    }

    /** @return how many wait for somebody to write */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFirst(Waiting own) {
        lock.lock();
        try {
            queue.add(own);
            boolean first = !writing;
            writing = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void writeWaiting() {
        List<Waiting> group = taken();
        try {
            write(group);
        } finally {
            // Whatever was thrown, nobody is left waiting, and nobody goes on without a trace.
            group.forEach(one -> one.failed(new IllegalStateException("the trace was not written")));
            handOn();
        }
    }

    private void write(List<Waiting> group) {
        try {
            writer.write(group.stream().map(Waiting::line).toList());
            group.forEach(Waiting::durable);
        } catch (RuntimeException failed) {
            if (group.size() == 1 || undecided.test(failed)) {
                group.forEach(one -> one.failed(failed));
            } else {
                // Nothing was written: what spoils one line must not fail the requests of others.
                group.forEach(one -> write(List.of(one)));
            }
        }
    }

    private List<Waiting> taken() {
        lock.lock();
        try {
            List<Waiting> group = new ArrayList<>();
            while (group.size() < MOST_LINES && !queue.isEmpty()) {
                group.add(queue.remove());
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void handOn() {
        lock.lock();
        try {
            writing = !queue.isEmpty();
            if (writing) {
                queue.element().turn().complete(null);
            }
        } finally {
            lock.unlock();
        }
    }
}
