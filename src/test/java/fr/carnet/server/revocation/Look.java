package fr.carnet.server.revocation;

import fr.carnet.server.revocation.Shelf.Item;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One request of a reader, with what it showed.
 *
 * @param way    path on which it looked
 * @param reader number of the reader, negative for the holder
 * @param shelf  where
 * @param sought documents that it shows when nothing stands against it
 * @param shown  documents that it showed
 * @param start  {@link System#nanoTime} before it was sent
 * @param end    after it was answered
 */
record Look(Way way, int reader, Shelf shelf, Set<Item> sought, Set<Item> shown, long start, long end) {

    /** Every path on which a document can be seen. */
    enum Way {
        /** Search for documents. */
        SEARCH,
        /** A page link obtained while the document could be seen. */
        LINK,
        /** Read of the document. */
        READ,
        /** Its bytes. */
        CONTENT,
        /** Read of the List that names it. */
        LIST,
        /** Search for Lists. */
        LISTS,
        /** The history of accesses: a professional finds his own acts there, which a mask does not take back. */
        HISTORY
    }

    /** Looks for a document of a shelf. */
    static Look at(Way way, int reader, Shelf shelf, Item item) {
        String patient = "patient=" + shelf.record().id();
        String path = switch (way) {
            case SEARCH -> "/DocumentReference?" + patient;
            case LINK -> shelf.link();
            case READ -> "/DocumentReference/" + item.id();
            case CONTENT -> "/Binary/" + item.content();
            case LIST -> "/List/" + shelf.list();
            case LISTS -> "/List?" + patient;
            case HISTORY -> "/AuditEvent?_count=20&" + patient;
        };
        long start = System.nanoTime();
        Reply reply = TestServer.instance().api().get(shelf.token(reader), path);
        long end = System.nanoTime();
        if (!Set.of(200, 403, 404).contains(reply.status())) {
            throw new AssertionError(path + " " + reply.status() + " " + reply.text());
        }
        Set<Item> sought = switch (way) {
            case READ, CONTENT -> Set.of(item);
            case LINK, HISTORY -> Set.of();
            default -> Set.copyOf(shelf.items());
        };
        return new Look(way, reader, shelf, sought, shown(way, shelf.items(), item, reply), start, end);
    }

    private static Set<Item> shown(Way way, List<Item> items, Item asked, Reply reply) {
        if (way == Way.CONTENT) {
            return reply.status() == 200 ? Set.of(asked) : Set.of();
        }
        String text = reply.text();
        Set<Item> shown = new HashSet<>();
        items.stream().filter(item -> text.contains(item.id()) || text.contains(item.content())).forEach(shown::add);
        return shown;
    }
}
