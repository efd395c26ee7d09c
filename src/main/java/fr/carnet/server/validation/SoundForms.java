package fr.carnet.server.validation;

import fr.carnet.enforcement.hapi.Finding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Forms in which no error was found. Software sends the same few again and again, and the same JSON under the same profiles has the same verdict, for
 * definitions do not change while the server runs. What has an error is never kept; of what is kept nothing can be read but its warnings. Thread-safe.
 */
final class SoundForms {

    private static final int MOST = 1_000;
    private static final int MOST_FINDINGS = 20;

    private final Map<Key, Seen> seen = new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Seen> eldest) {
            return size() > MOST;
        }
    };

    /** A verdict, and whether it is known to be that of all resources of the form. */
    private record Seen(List<Finding> findings, boolean ofAll) {
    }

    /**
     * What a verdict hangs on.
     *
     * @param digest SHA-256
     */
    record Key(ByteBuffer digest) {

        /**
         * @param form     a form
         * @param profiles canonicals of what it is validated against, beside FHIR, in their order
         */
        static Key of(String form, Collection<String> profiles) {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                // No canonical has a line break.
                profiles.forEach(profile -> sha256.update((profile + "\n").getBytes(StandardCharsets.UTF_8)));
                sha256.update((byte) 0);
                return new Key(ByteBuffer.wrap(sha256.digest(form.getBytes(StandardCharsets.UTF_8))));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * @param form   the form of a resource
     * @param itself whether the resource is its form
     * @param sent   validates the resource
     * @param made   validates the form: a verdict is kept when two resources and their form have it
     * @return what is found in the resource
     */
    List<Finding> findings(Key form, boolean itself, Supplier<List<Finding>> sent, Supplier<List<Finding>> made) {
        Seen before;
        synchronized (seen) {
            before = seen.get(form);
        }
        if (before != null && before.ofAll()) {
            return before.findings();
        }
        List<Finding> findings = sent.get();
        if (findings.size() <= MOST_FINDINGS && findings.stream().noneMatch(Finding::isError)) {
            boolean ofAll = itself || before != null && before.findings().equals(findings) && made.get().equals(findings);
            synchronized (seen) {
                seen.put(form, new Seen(findings, ofAll));
            }
        }
        return findings;
    }
}
