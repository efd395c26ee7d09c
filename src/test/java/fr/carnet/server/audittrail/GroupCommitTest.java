package fr.carnet.server.audittrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.carnet.enforcement.audit.AuditRecord;
import fr.carnet.server.support.TestClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S8 a line is durable before its answer leaves, alone or in company. */
class GroupCommitTest {

    private static final int REQUESTS = 20;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<String>> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstIsWriting = new CountDownLatch(1);
    private final Semaphore mayWrite = new Semaphore(0);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    @DisplayName("Who comes alone writes at once, in its own thread")
    void alone() {
        List<Thread> writers = new ArrayList<>();
        GroupCommit commit = new GroupCommit(lines -> writers.add(Thread.currentThread()), failed -> false, 1);
        commit.append(line("one"));
        commit.append(line("two"));
        assertThat(writers).containsExactly(Thread.currentThread(), Thread.currentThread());
    }

    @Test
    @DisplayName("Who comes while somebody writes waits, and one of them writes for all, in the order in which they came; none goes on before")
    void inCompany() {
        List<CompletableFuture<Void>> requests = crowd(new GroupCommit(this::write, failed -> false, 1));
        assertThat(requests).noneMatch(CompletableFuture::isDone);
        mayWrite.release();
        requests.get(0).join();
        assertThat(requests.subList(1, REQUESTS)).noneMatch(CompletableFuture::isDone);
        mayWrite.release();
        requests.forEach(CompletableFuture::join);
        assertThat(written).containsExactly(List.of("0"), IntStream.range(1, REQUESTS).mapToObj(String::valueOf).toList());
    }

    @Test
    @DisplayName("As many write at the same time as may, each of them at once; only who finds no place free waits")
    void severalWriters() {
        GroupCommit commit = new GroupCommit(this::write, failed -> false, 2);
        CompletableFuture<Void> first = append(commit, "0");
        await(firstIsWriting);
        CompletableFuture<Void> second = append(commit, "1");
        while (mayWrite.getQueueLength() < 2) {
            Thread.onSpinWait();
        }
        assertThat(commit.waiting()).isZero();
        CompletableFuture<Void> third = append(commit, "2");
        while (commit.waiting() < 1) {
            Thread.onSpinWait();
        }
        mayWrite.release(3);
        CompletableFuture.allOf(first, second, third).join();
        assertThat(written).containsExactlyInAnyOrder(List.of("0"), List.of("1"), List.of("2"));
    }

    @Test
    @DisplayName("However many wait, a group is bounded, and all are written")
    void bounded() {
        GroupCommit commit = new GroupCommit(lines -> written.add(lines.stream().map(one -> one.entry().requestId()).toList()), failed -> false, 1);
        List<CompletableFuture<Void>> requests = IntStream.range(0, 300).mapToObj(n -> append(commit, String.valueOf(n))).toList();
        requests.forEach(CompletableFuture::join);
        assertThat(written).allMatch(group -> group.size() <= GroupCommit.MOST_LINES);
        assertThat(written.stream().flatMap(List::stream)).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("S7 a line that cannot be written fails its own request and no other")
    void onePoisoned() {
        List<CompletableFuture<Void>> requests = crowd(new GroupCommit(lines -> {
            if (lines.stream().anyMatch(one -> one.entry().requestId().equals("7"))) {
                throw new IllegalArgumentException("not 7");
            }
            write(lines);
        }, failed -> false, 1));
        mayWrite.release(REQUESTS);
        assertThatThrownBy(requests.get(7)::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(IllegalArgumentException.class);
        IntStream.range(0, REQUESTS).filter(n -> n != 7).forEach(n -> requests.get(n).join());
        assertThat(written.stream().flatMap(List::stream)).hasSize(REQUESTS - 1).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("S7 when nobody can tell whether a group is durable, all of it fails and nothing is written twice")
    void undecided() {
        List<CompletableFuture<Void>> requests = crowd(new GroupCommit(lines -> {
            write(lines);
            if (lines.size() > 1) {
                throw new IllegalStateException("the connection broke");
            }
        }, failed -> true, 1));
        mayWrite.release(REQUESTS);
        requests.get(0).join();
        for (CompletableFuture<Void> request : requests.subList(1, REQUESTS)) {
            assertThatThrownBy(request::join).hasCauseInstanceOf(IllegalStateException.class);
        }
        assertThat(written).hasSize(2);
    }

    @Test
    @DisplayName("S7 whatever is thrown, everybody who waits fails, and the next request writes again")
    void errors() {
        List<CompletableFuture<Void>> requests = new ArrayList<>();
        GroupCommit commit = new GroupCommit(lines -> {
            write(lines);
            if (lines.size() > 1) {
                throw new StackOverflowError();
            }
        }, failed -> false, 1);
        requests.addAll(crowd(commit));
        mayWrite.release(2);
        requests.get(0).join();
        for (CompletableFuture<Void> request : requests.subList(1, REQUESTS)) {
            assertThatThrownBy(request::join).isInstanceOf(CompletionException.class);
        }
        mayWrite.release();
        commit.append(line("next"));
        assertThat(written).last().isEqualTo(List.of("next"));
    }

    /** One request that is writing, and others that came one after the other while it does. */
    private List<CompletableFuture<Void>> crowd(GroupCommit commit) {
        List<CompletableFuture<Void>> requests = new ArrayList<>(List.of(append(commit, "0")));
        await(firstIsWriting);
        for (int n = 1; n < REQUESTS; n++) {
            requests.add(append(commit, String.valueOf(n)));
            int waiting = n;
            while (commit.waiting() < waiting) {
                Thread.onSpinWait();
            }
        }
        return requests;
    }

    private CompletableFuture<Void> append(GroupCommit commit, String request) {
        return CompletableFuture.runAsync(() -> commit.append(line(request)), threads);
    }

    private void write(List<TraceLine> lines) {
        firstIsWriting.countDown();
        mayWrite.acquireUninterruptibly();
        written.add(lines.stream().map(one -> one.entry().requestId()).toList());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TraceLine line(String request) {
        return TraceLine.of(new AuditRecord(TestClock.START, request, Optional.empty(), "anonymous", "anonymous", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                "normal", Optional.empty(), Optional.empty(), "read", Optional.empty(), List.of(), List.of(), List.of(), 401, "192.0.2.1"));
    }
}
