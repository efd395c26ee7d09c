package fr.carnet.server.authorization.client;

import fr.carnet.server.config.ClientSecretHash;
import java.util.Map;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/** Checks a client's secret against its hash. Secrets are given out and hashed elsewhere; one is never hashed anew here. */
final class ClientSecrets implements PasswordEncoder {


    private final PasswordEncoder encoders = new DelegatingPasswordEncoder(ClientSecretHash.BCRYPT,
            Map.of(ClientSecretHash.BCRYPT, new BCryptPasswordEncoder(), ClientSecretHash.PBKDF2, Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));

    @Override
    public String encode(CharSequence secret) {
        return encoders.encode(secret);
    }

    @Override
    public boolean matches(CharSequence secret, String hash) {
        return ClientSecretHash.isKnown(hash) && encoders.matches(secret, hash);
    }
}
