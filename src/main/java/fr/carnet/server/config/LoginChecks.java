package fr.carnet.server.config;

import java.util.Locale;
import org.springframework.core.env.Environment;

/** The start-up checks of the login: codes must be able to go somewhere, and never into a log outside the demo. */
final class LoginChecks {

    private static final String DELIVERY = "carnet.login.code-delivery";
    private static final String SMS = "carnet.login.sms.url";
    private static final String SAFE = "https://.+|http://(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]{1,5})?(/.*)?";

    private LoginChecks() {
    }

    static void check(Environment environment, boolean production) {
        String delivery = environment.getProperty(DELIVERY, "none").toLowerCase(Locale.ROOT);
        if (production && "console".equals(delivery)) {
            throw new RefusedSettingException(DELIVERY, "one-time codes on the console are for the demo", "Set it to smtp or sms, or to none when nobody logs in with a password.");
        }
        if ("smtp".equals(delivery)) {
            require(environment, "spring.mail.host", "Set it to the mail server that the one-time codes leave by.");
            require(environment, "carnet.login.mail-from", "Set it to the sender of the one-time codes.");
        }
        if ("sms".equals(delivery) && !environment.getProperty(SMS, "").matches(SAFE)) {
            throw new RefusedSettingException(SMS, "one-time codes must leave over https:, or http: on loopback", "Give the SMS gateway's address as https://...");
        }
        String issuer = environment.getProperty("carnet.authorization.issuer", "");
        if (!issuer.isEmpty() && !issuer.matches(SAFE)) {
            throw new RefusedSettingException("carnet.authorization.issuer", "passwords and codes must travel over https:, or http: on loopback",
                    "Give this server's root as browsers reach it, https://...");
        }
    }

    private static void require(Environment environment, String setting, String remedy) {
        if (environment.getProperty(setting, "").isBlank()) {
            throw new RefusedSettingException(setting, "missing", remedy);
        }
    }
}
