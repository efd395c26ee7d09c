package fr.carnet.server.config;

import java.util.List;
import java.util.Locale;
import org.springframework.core.env.Environment;

/** The start-up checks of the login: codes must be able to go somewhere, and never into a log outside the demo. */
final class LoginChecks {

    private static final String DELIVERY = "carnet.login.code-delivery";
    private static final String SMS = "carnet.login.sms.url";

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
        if ("sms".equals(delivery) && !environment.getProperty(SMS, "").matches(Loopback.OR_HTTPS)) {
            throw new RefusedSettingException(SMS, "one-time codes must leave over https:, or http: on loopback", "Give the SMS gateway's address as https://...");
        }
        for (int i = 0; environment.containsProperty("carnet.login.oidc[" + i + "].id"); i++) {
            provider(environment, "carnet.login.oidc[" + i + "].");
        }
    }

    private static void provider(Environment environment, String prefix) {
        if (!environment.getProperty(prefix + "id", "").matches("[a-z0-9-]{1,40}")) {
            throw new RefusedSettingException(prefix + "id", "not a short name", "Use small letters, digits and hyphens: it is part of an address.");
        }
        for (String address : List.of("issuer", "endpoints.authorize", "endpoints.token", "endpoints.user-info", "endpoints.jwks")) {
            String value = environment.getProperty(prefix + address, "");
            if (!value.matches(Loopback.OR_HTTPS) && ("issuer".equals(address) || !value.isEmpty())) {
                throw new RefusedSettingException(prefix + address, "identity providers are spoken to over https:, or http: on loopback", "Give its address as https://...");
            }
        }
        boolean authorize = environment.getProperty(prefix + "endpoints.authorize", "").isEmpty();
        for (String other : List.of("endpoints.token", "endpoints.jwks")) {
            if (authorize != environment.getProperty(prefix + other, "").isEmpty()) {
                throw new RefusedSettingException(prefix + other, "endpoints are given together or not at all", "Give authorize, token and jwks, or none of them: then they are discovered.");
            }
        }
        require(environment, prefix + "acr-values[0]", "Name the levels of assurance that are enough, as the provider writes them in acr: carnet.login.oidc[n].acr-values[0].");
        if (environment.getProperty(prefix + "ins-claim", "").isEmpty() != environment.getProperty(prefix + "ins-system-claim", "").isEmpty()) {
            throw new RefusedSettingException(prefix + "ins-system-claim", "a national identity is a value and its system", "Set ins-claim and ins-system-claim, or neither.");
        }
    }

    private static void require(Environment environment, String setting, String remedy) {
        if (environment.getProperty(setting, "").isBlank()) {
            throw new RefusedSettingException(setting, "missing", remedy);
        }
    }
}
