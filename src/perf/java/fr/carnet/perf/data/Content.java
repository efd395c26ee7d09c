package fr.carnet.perf.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Random;

/**
 * The content of a document.
 *
 * @param base64 its bytes
 * @param size   how many
 * @param hash   their SHA-1
 */
record Content(String base64, int size, String hash) {

    private static final byte[] MAGIC = "%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII);

    /** @return seeded bytes that are what they say they are: the server looks at the first ones */
    static Content pdf(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
        try {
            return new Content(Base64.getEncoder().encodeToString(bytes), size, Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
