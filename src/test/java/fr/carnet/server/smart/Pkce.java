package fr.carnet.server.smart;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * RFC 7636.
 *
 * @param verifier  what the token request shows
 * @param challenge what the authorization request says of it
 */
record Pkce(String verifier, String challenge) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 48;

    static Pkce fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        String verifier = base64(bytes);
        try {
            return new Pkce(verifier, base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
