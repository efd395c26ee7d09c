package fr.carnet.perf.growth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a replica: every UUID, and every national identifier of the test range, becomes another one, always the same for the same copy. The SQL
 * function of {@link Replication} computes the same, so that what a server answers about a replica can be foretold from its original.
 */
final class Renewal {

    /** How far apart the national identifiers of two copies are: room for 10,000 records, and the two digits of the key. */
    static final long IDENTITIES_APART = 1_000_000;

    /** A UUID, or a national identifier as the samples make it. */
    static final String NAMES = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|1800[0-9]{11}";

    private static final Pattern PATTERN = Pattern.compile(NAMES);
    private static final int IDENTITY_LENGTH = 15;

    private Renewal() {
    }

    /** @return the text with every name renewed for this copy */
    static String of(String text, int copy) {
        return PATTERN.matcher(text).replaceAll(found -> Matcher.quoteReplacement(name(found.group(), copy)));
    }

    /** @return whether there is anything to renew */
    static boolean concerns(String text) {
        return PATTERN.matcher(text).find();
    }

    private static String name(String name, int copy) {
        if (name.length() == IDENTITY_LENGTH) {
            return Long.toString(Long.parseLong(name) + copy * IDENTITIES_APART);
        }
        try {
            String hex = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest((name + "/" + copy).getBytes(StandardCharsets.US_ASCII)));
            return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
