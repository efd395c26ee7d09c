package fr.carnet.server.support;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer as a curious caller sees it: everything that could tell two answers apart, save the request id and the date.
 *
 * @param status  HTTP status
 * @param headers headers, without Date and X-Request-Id
 * @param body    body, the request id blanked
 */
public record Seen(int status, Map<String, List<String>> headers, String body) {

    private static final String REQUEST_ID = "X-Request-Id";

    /** @return what a caller sees of a reply */
    public static Seen of(Reply reply) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(reply.headers().map());
        headers.remove("Date");
        headers.remove(REQUEST_ID);
        // Whether the connection is kept is said of the connection, after a body that was not read to its end.
        headers.remove("Connection");
        headers.remove("Keep-Alive");
        return new Seen(reply.status(), headers, reply.text().replace(reply.header(REQUEST_ID), "<request id>"));
    }
}
