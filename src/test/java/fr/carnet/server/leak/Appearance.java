package fr.carnet.server.leak;

import fr.carnet.server.support.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer as its reader can tell it from another: status, headers and body, once ids have their names, unknown ids are counted in the
 * order in which they appear, and instants of this run are blanked. Dates that somebody wrote stay as they are.
 */
final class Appearance {

    private static final Set<String> OF_THE_MOMENT = Set.of("date", "x-request-id", "last-modified", "connection", "keep-alive");
    private static final Pattern VARIABLE = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![0-9])[0-9]{15}(?![0-9])"
            + "|20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9:]+)");

    private final String base;
    private final String root;
    private final Map<String, String> words = new HashMap<>();
    private final Instant started;

    /** @param started when the run began; later instants are of this run */
    Appearance(World world, Cast cast, Instant started) {
        this.base = world.api().base();
        this.root = world.server().root();
        this.started = started.minus(Duration.ofMinutes(30));
        cast.names().forEach((name, id) -> words.put(id, "${" + name + "}"));
    }

    String of(Reply reply) {
        Map<String, String> headers = new TreeMap<>();
        reply.headers().map().forEach((name, values) -> {
            if (!OF_THE_MOMENT.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name.toLowerCase(Locale.ROOT), values.toString());
            }
        });
        if (headers.getOrDefault("content-encoding", "").contains("gzip")) {
            // Ids of the same length pack to different lengths.
            headers.remove("content-length");
        }
        Map<String, String> met = new HashMap<>();
        String whole = (reply.status() + "\n" + headers + "\n" + reply.text()).replace(base, "[base]").replace(root, "[root]");
        return VARIABLE.matcher(whole).replaceAll(found -> Matcher.quoteReplacement(word(found.group(), met)));
    }

    private String word(String found, Map<String, String> met) {
        if (found.indexOf('T') > 0) {
            return isOfThisRun(found) ? "[instant]" : found;
        }
        String word = words.get(found);
        return word != null ? word : met.computeIfAbsent(found, id -> "[id " + met.size() + "]");
    }

    private boolean isOfThisRun(String instant) {
        try {
            return OffsetDateTime.parse(instant).toInstant().isAfter(started);
        } catch (DateTimeParseException unreadable) {
            return false;
        }
    }
}
