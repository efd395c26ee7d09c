package fr.carnet.server.authorization.client;

import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/** Checks a client's secret against its hash. Secrets are given out and hashed elsewhere; one is never hashed anew here. */
final class ClientSecrets implements PasswordEncoder {

    private static final Pattern HASH = Pattern.compile("\\{bcrypt}\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}|\\{pbkdf2@SpringSecurity_v5_8}[0-9a-f]{64,}");
    private static final String BCRYPT = "bcrypt";

    private final PasswordEncoder encoders = new DelegatingPasswordEncoder(BCRYPT,
            Map.of(BCRYPT, new BCryptPasswordEncoder(), "pbkdf2@SpringSecurity_v5_8", Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));

    /** @return whether this is a hash with the id of an encoder that is known; a plain secret is not */
    static boolean isHash(String hash) {
        return HASH.matcher(hash).matches();
    }

    @Override
    public String encode(CharSequence secret) {
        return encoders.encode(secret);
    }

    @Override
    public boolean matches(CharSequence secret, String hash) {
        return isHash(hash) && encoders.matches(secret, hash);
    }
}
