package fr.carnet.server.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The authorization server's signing keys, which PostgreSQL keeps encrypted.
 *
 * @param keySecret         what they are encrypted with: at least 32 random bytes, base64
 * @param previousKeySecret what they were encrypted with before: at the next start they are encrypted anew
 * @param keyRotation       how long a key signs before the next one does
 */
@ConfigurationProperties("carnet.authorization")
public record KeySettings(@DefaultValue("") String keySecret, @DefaultValue("") String previousKeySecret, @DefaultValue("P90D") Duration keyRotation) {

    @Override
    public String toString() {
        return "KeySettings[keyRotation=" + keyRotation + "]";
    }
}
