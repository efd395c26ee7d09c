package fr.carnet.server.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.revocation.Look.Way;
import fr.carnet.server.revocation.Revocation.Kind;
import fr.carnet.server.revocation.Shelf.Item;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * S4.2, S4.5, S3: eight readers look on every path while a ninth takes back, a thousand times in all. Happened-before is told by stamps: what
 * was sent after an acknowledgement shows nothing of what was taken back.
 */
class RevocationTest {

    private static final int OF_EACH_KIND = 250;
    private static final int MASKED_PER_RECORD = 10;
    private static final int CLOSED_TOGETHER = 10;
    /** Looks that may wait for a reader: far fewer than there are between a closure and its end. */
    private static final int WAITING = 32;
    private static final List<Way> SURE_WAYS = List.of(Way.SEARCH, Way.READ, Way.CONTENT, Way.LIST, Way.LISTS);

    private final long seed = System.nanoTime();
    private final Map<Kind, List<Shelf>> shelves = new EnumMap<>(Kind.class);
    private final List<Revocation> revocations = new ArrayList<>();
    private final Queue<Look> looks = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Turn> turns = new ArrayBlockingQueue<>(WAITING);

    /**
     * What a reader does next.
     *
     * @param at  where to look: what was taken back, or anywhere
     * @param way on which path, or any
     */
    private record Turn(Optional<Revocation> at, Optional<Way> way) {

        static final Turn ANY = new Turn(Optional.empty(), Optional.empty());
        static final Turn LAST = new Turn(Optional.empty(), Optional.empty());
    }

    @Test
    @DisplayName("After a mask, block, withdrawal or closure is acknowledged, no later request shows the document, page links obtained before included")
    void nothingIsShownAfterwards() throws Exception {
        long begin = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(Shelf.readers());
        try {
            fill(threads);
            long filled = System.nanoTime();
            List<Future<Integer>> readers = IntStream.range(0, Shelf.readers()).mapToObj(number -> threads.submit(() -> read(new Random(seed + number)))).toList();
            revoke();
            for (int i = 0; i < readers.size(); i++) {
                next(Turn.LAST);
            }
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).as("looks of each reader").isPositive();
            }
            report(begin, filled);
        } finally {
            threads.shutdownNow();
        }
        assertThat(revocations).hasSize(4 * OF_EACH_KIND);
        assertThat(forbidden(Look::shown)).as("seed " + seed).isEmpty();
        assertThat(untried()).as("looked for by no later request").isEmpty();
        assertThat(looks.stream().filter(look -> !look.shown().isEmpty()).map(Look::way).distinct()).as("paths that showed documents before")
                .containsExactlyInAnyOrder(Way.values());
    }

    /** Masks need documents, blocks and withdrawals readers, closures records. */
    private void fill(ExecutorService threads) throws Exception {
        shelves.put(Kind.MASK, filled(threads, OF_EACH_KIND / MASKED_PER_RECORD, () -> Shelf.filled(MASKED_PER_RECORD, false)));
        shelves.put(Kind.BLOCK, filled(threads, 1 + OF_EACH_KIND / Shelf.readers(), () -> Shelf.filled(2, false)));
        shelves.put(Kind.WITHDRAWAL, filled(threads, 1 + OF_EACH_KIND / Shelf.readers(), () -> Shelf.filled(2, true)));
        shelves.put(Kind.CLOSURE, filled(threads, CLOSED_TOGETHER, () -> Shelf.filled(2, false)));
    }

    private static List<Shelf> filled(ExecutorService threads, int count, Callable<Shelf> shelf) throws Exception {
        List<Shelf> filled = new ArrayList<>();
        for (Future<Shelf> one : threads.invokeAll(IntStream.range(0, count).mapToObj(i -> shelf).toList())) {
            filled.add(one.get());
        }
        return filled;
    }

    /** The ninth: one revocation of each kind in turn, while the readers look. */
    private void revoke() throws InterruptedException {
        List<Revocation> closed = new ArrayList<>();
        for (int i = 0; i < OF_EACH_KIND; i++) {
            Shelf masked = shelves.get(Kind.MASK).get(i / MASKED_PER_RECORD);
            done(Kind.MASK, masked, i % Shelf.readers(), masked.items().get(i % MASKED_PER_RECORD));
            for (Kind kind : List.of(Kind.BLOCK, Kind.WITHDRAWAL)) {
                Shelf shelf = shelves.get(kind).get(i / Shelf.readers());
                done(kind, shelf, i % Shelf.readers(), shelf.items().get(i % 2));
            }
            if (closed.size() == CLOSED_TOGETHER) {
                closed.forEach(revocation -> revocations.set(revocations.indexOf(revocation), revocation.reopened()));
                closed.clear();
            }
            Shelf shelf = shelves.get(Kind.CLOSURE).get(i % CLOSED_TOGETHER);
            closed.add(done(Kind.CLOSURE, shelf, i % Shelf.readers(), shelf.items().get(i % 2)));
        }
    }

    /** Two looks anywhere while it is made; two at it once it is acknowledged, one of them on a path that would show it for certain. */
    private Revocation done(Kind kind, Shelf shelf, int reader, Item item) throws InterruptedException {
        next(Turn.ANY);
        next(Turn.ANY);
        Revocation made = Revocation.made(kind, shelf, reader, item);
        revocations.add(made);
        next(new Turn(Optional.of(made), Optional.of(SURE_WAYS.get(revocations.size() % SURE_WAYS.size()))));
        next(new Turn(Optional.of(made), Optional.empty()));
        return made;
    }

    /** A reader that failed takes no more turns: then this fails, too, and does not wait for ever. */
    private void next(Turn turn) throws InterruptedException {
        assertThat(turns.offer(turn, 1, TimeUnit.MINUTES)).as("a reader takes its turn").isTrue();
    }

    private int read(Random choice) throws InterruptedException {
        List<Shelf> all = shelves.values().stream().flatMap(List::stream).toList();
        int count = 0;
        for (Turn turn = turns.take(); turn != Turn.LAST; turn = turns.take()) {
            Way way = turn.way().orElseGet(() -> Way.values()[choice.nextInt(Way.values().length)]);
            looks.add(turn.at().map(last -> Look.at(way, last.reader(), last.shelf(), last.item())).orElseGet(() -> {
                Shelf shelf = all.get(choice.nextInt(all.size()));
                return Look.at(way, choice.nextInt(Shelf.readers() + 1) - 1, shelf, shelf.items().get(choice.nextInt(shelf.items().size())));
            }));
            count++;
        }
        return count;
    }

    private List<String> forbidden(Function<Look, Set<Item>> items) {
        Map<Shelf, List<Revocation>> byShelf = revocations.stream().collect(Collectors.groupingBy(Revocation::shelf, IdentityHashMap::new, Collectors.toList()));
        return looks.stream().flatMap(look -> items.apply(look).stream().flatMap(item -> byShelf.getOrDefault(look.shelf(), List.of()).stream()
                .filter(revocation -> revocation.forbids(look, item)).map(revocation -> revocation.kind() + " " + look.way() + " " + item))).toList();
    }

    private List<Revocation> untried() {
        Map<Shelf, List<Look>> byShelf = looks.stream().collect(Collectors.groupingBy(Look::shelf, IdentityHashMap::new, Collectors.toList()));
        return revocations.stream().filter(revocation -> byShelf.getOrDefault(revocation.shelf(), List.of()).stream()
                .noneMatch(look -> look.sought().stream().anyMatch(item -> revocation.forbids(look, item)))).toList();
    }

    private void report(long begin, long filled) {
        System.getLogger("carnet").log(System.Logger.Level.INFO, "RevocationTest seed {0}: {1} looks while {2} revocations were made, {3} ms after {4} ms of filling, {5} forbidden looks tried",
                seed, looks.size(), revocations.size(), (System.nanoTime() - filled) / 1_000_000, (filled - begin) / 1_000_000, forbidden(Look::sought).size());
    }
}
