package fr.carnet.server.authorization.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How codes and tokens are stored: their SHA-256. They are random or signed, far beyond guessing, so that no salt and no slow hash is needed. */
public final class TokenHash {

    private static final String PREFIX = "sha256:";

    private TokenHash() {
    }

    /** @return the hash of a token as it was given or presented */
    public static String of(String token) {
        try {
            return PREFIX + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** @return what is stored: what was read from the database is hashed already, and no token begins as a hash does */
    static String stored(String value) {
        return value.startsWith(PREFIX) ? value : of(value);
    }
}
