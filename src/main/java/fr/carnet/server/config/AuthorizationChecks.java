package fr.carnet.server.config;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The settings of the embedded authorization server, before anything starts. */
final class AuthorizationChecks {

    private static final String ISSUER = "carnet.authorization.issuer";
    private static final String ACCESS_TOKEN = "carnet.authorization.access-token";
    private static final String REFRESH_TOKEN = "carnet.authorization.refresh-token";
    private static final Duration LONGEST_ACCESS = Duration.ofHours(1);
    private static final String LOOPBACK = Loopback.ROOT + "/?";
    private static final String HTTPS = "https://[^/?#@\\s]+/?";

    private AuthorizationChecks() {
    }

    static boolean isEnabled(Environment environment) {
        return environment.getProperty("carnet.authorization.enabled", Boolean.class, true);
    }

    /** An issuer that is set has the shape of one, whether its server is asked for or not: passwords and codes travel there. */
    static void check(Environment environment) {
        String issuer = environment.getProperty(ISSUER, "");
        if (!issuer.isBlank() && !issuer.matches(HTTPS) && !issuer.matches(LOOPBACK)) {
            throw new RefusedSettingException(ISSUER, "no https: URL of a server's root", "Give the server's root as https://host; http:// is for loopback alone, and there is no path.");
        }
        if (isEnabled(environment)) {
            enabled(environment, issuer);
        }
    }

    private static void enabled(Environment environment, String issuer) {
        if (issuer.isBlank()) {
            throw new RefusedSettingException(ISSUER, "missing", "Set it to the root of this server as browsers reach it, for example https://carnet.example.org, "
                    + "or set carnet.authorization.enabled=false and name an issuer in carnet.security.issuers.");
        }
        for (int i = 0; environment.containsProperty("carnet.security.issuers[" + i + "].issuer"); i++) {
            String name = "carnet.security.issuers[" + i + "].issuer";
            if (issuer.equals(environment.getProperty(name))) {
                throw new RefusedSettingException(name, "the embedded authorization server is believed without being listed", "Remove it from carnet.security.issuers.");
            }
        }
        Duration access = duration(environment, ACCESS_TOKEN);
        if (access.compareTo(LONGEST_ACCESS) > 0 || access.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new RefusedSettingException(ACCESS_TOKEN, "access tokens last an hour at most", "Set it between PT1S and PT1H.");
        }
        if (duration(environment, REFRESH_TOKEN).compareTo(access) < 0) {
            throw new RefusedSettingException(REFRESH_TOKEN, "shorter than an access token", "Set it to " + ACCESS_TOKEN + " or longer, for example P180D.");
        }
    }

    private static Duration duration(Environment environment, String setting) {
        try {
            return Binder.get(environment).bind(setting, Duration.class).orElse(Duration.ZERO);
        } catch (BindException unreadable) {
            throw new RefusedSettingException(setting, "no duration", "Write it as ISO 8601 does, for example PT1H or P180D.");
        }
    }
}
