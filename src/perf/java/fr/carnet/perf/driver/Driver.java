package fr.carnet.perf.driver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.HdrHistogram.ConcurrentHistogram;

/** Sends the requests of a workload, one after the other on each connection, until the time is over. */
public final class Driver {

    private static final long HIGHEST_NANOS = Duration.ofMinutes(2).toNanos();
    private static final int DIGITS = 3;

    private final Target target;
    private final LongFunction<Call> requests;
    private final AtomicLong next = new AtomicLong();

    /**
     * @param target   where they go
     * @param requests the nth request of the workload, from 0; goes on from phase to phase, so that nothing is asked twice that may be asked once
     */
    public Driver(Target target, LongFunction<Call> requests) {
        this.target = target;
        this.requests = requests;
    }

    /**
     * Closed loop: the next request as soon as the answer is there.
     *
     * @param connections requests at once
     * @param duration    how long; what is under way then is finished, and counts with its time
     */
    public Run saturate(int connections, Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        return run(connections, (histogram, stop) -> {
            while (!stop.get() && System.nanoTime() < end) {
                Call call = requests.apply(next.getAndIncrement());
                send(call, System.nanoTime(), histogram);
            }
        });
    }

    /**
     * Open loop: each request is due at its own time, whether or not those before it are answered; its latency counts from when it was due. So a server
     * that stalls cannot hide it by holding the client up.
     *
     * @param connections requests at once, at most
     * @param rate        requests per second
     * @param duration    how long requests fall due
     */
    public Run pace(int connections, double rate, Duration duration) {
        long start = System.nanoTime();
        long count = Math.max(1, (long) (rate * duration.toNanos() / 1e9));
        AtomicLong due = new AtomicLong();
        return run(connections, (histogram, stop) -> {
            for (long n = due.getAndIncrement(); n < count && !stop.get(); n = due.getAndIncrement()) {
                Call call = requests.apply(next.getAndIncrement());
                long at = start + (long) (n * 1e9 / rate);
                for (long wait = at - System.nanoTime(); wait > 0; wait = at - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                send(call, at, histogram);
            }
        });
    }

    private void send(Call call, long from, ConcurrentHistogram histogram) {
        Reply reply = target.exchange(call);
        histogram.recordValue(Math.min(HIGHEST_NANOS, System.nanoTime() - from));
        call.check().verify(call, reply);
    }

    private interface Connection {
        void work(ConcurrentHistogram histogram, AtomicBoolean stop);
    }

    private static Run run(int connections, Connection connection) {
        ConcurrentHistogram histogram = new ConcurrentHistogram(HIGHEST_NANOS, DIGITS);
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        long start = System.nanoTime();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int n = 0; n < connections; n++) {
                running.add(threads.submit(() -> connection.work(histogram, stop)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
        return new Run(histogram, (System.nanoTime() - start) / 1e9);
    }
}
