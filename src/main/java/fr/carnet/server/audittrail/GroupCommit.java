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
 * Lets requests that end at the same time share commits. Whoever finds a writer's place free writes at once, in its own thread; whoever comes while all are taken
 * waits, and the first of those then writes for all that wait. Nobody returns before its line is durable, and nobody waits for company that has not come.
 */
final class GroupCommit {

    /** Bounds one statement, and how long the first of a crowd waits. */
    static final int MOST_LINES = 64;

    private final TraceWriter writer;
    private final Predicate<RuntimeException> undecided;
    private final int mostWriters;
    private final ReentrantLock lock = new ReentrantLock();
    /** Empty unless all writers' places are taken. */
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private int writers;

    /**
     * @param writer      makes lines durable
     * @param undecided   whether lines may be durable in spite of a failure: they are then not written again, or a request would have two
     * @param mostWriters groups written at the same time
     */
    GroupCommit(TraceWriter writer, Predicate<RuntimeException> undecided, int mostWriters) {
        this.writer = writer;
        this.undecided = undecided;
        this.mostWriters = mostWriters;
    }

    /**
     * A line and the request that waits for it.
     *
     * @param line    what is to be durable
     * @param turn    done when there is no more to wait for: with the group that this request is to write, or empty when the outcome is known
     * @param outcome done when the line is durable or cannot be
     */
    private record Waiting(TraceLine line, CompletableFuture<List<Waiting>> turn, CompletableFuture<Void> outcome) {

        void durable() {
            outcome.complete(null);
            turn.complete(List.of());
        }

        /** Without effect on a line whose outcome is known. */
        void failed(RuntimeException why) {
            outcome.completeExceptionally(why);
            turn.complete(List.of());
        }
    }

    /**
     * Returns once the line is durable.
     *
     * @throws RuntimeException when it is not, or nobody can tell
     */
    void append(TraceLine line) {
        Waiting own = new Waiting(line, new CompletableFuture<>(), new CompletableFuture<>());
        enter(own);
        List<Waiting> group = own.turn().join();
        if (!group.isEmpty()) {
            writeAndHandOn(group);
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

    private void enter(Waiting own) {
        lock.lock();
        try {
            if (writers < mostWriters) {
                writers++;
                own.turn().complete(List.of(own));
            } else {
                queue.add(own);
            }
        } finally {
            lock.unlock();
        }
    }

    private void writeAndHandOn(List<Waiting> group) {
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

    private void handOn() {
        lock.lock();
        try {
            List<Waiting> group = new ArrayList<>();
            while (group.size() < MOST_LINES && !queue.isEmpty()) {
                group.add(queue.remove());
            }
            if (group.isEmpty()) {
                writers--;
            } else {
                group.get(0).turn().complete(group);
            }
        } finally {
            lock.unlock();
        }
    }
}
