package fr.carnet.server.config;

import java.util.regex.Pattern;

/** Hashes of clients' secrets that the authorization server can check, wherever they are written down: a setting or the catalogue. */
public final class ClientSecretHash {

    /** Id of the encoder of bcrypt. */
    public static final String BCRYPT = "bcrypt";
    /** Id of the encoder of PBKDF2 with Spring Security's parameters since 5.8. */
    public static final String PBKDF2 = "pbkdf2@SpringSecurity_v5_8";

    private static final Pattern KNOWN = Pattern.compile("\\{" + BCRYPT + "}\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}|\\{" + PBKDF2 + "}[0-9a-f]{64,}");

    private ClientSecretHash() {
    }

    /** @return whether this is a hash with the id of an encoder that is known; a plain secret is not */
    public static boolean isKnown(String hash) {
        return KNOWN.matcher(hash).matches();
    }
}
