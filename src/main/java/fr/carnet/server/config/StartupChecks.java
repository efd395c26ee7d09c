package fr.carnet.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Refuses to start half-configured: names the setting and the remedy. There is no way to switch this off. */
public final class StartupChecks implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Profiles PRODUCTION = Profiles.of("production");
    private static final Profiles DEMO = Profiles.of("demo");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (environment.acceptsProfiles(PRODUCTION)) {
            production(environment);
        } else if (!environment.acceptsProfiles(DEMO)) {
            throw new RefusedSettingException("spring.profiles.active", "neither production nor demo is active",
                    "Set spring.profiles.active=production, or leave it out for the demo.");
        } else {
            loopbackOnly(environment);
        }
        issuers(environment);
        AuthorizationChecks.check(environment);
        LoginChecks.check(environment, environment.acceptsProfiles(PRODUCTION));
    }

    private static void production(ConfigurableEnvironment environment) {
        if (environment.acceptsProfiles(DEMO)) {
            throw new RefusedSettingException("spring.profiles.active", "production and demo exclude each other", "Set spring.profiles.active=production alone.");
        }
        if (hasProperty(environment, "carnet.demo")) {
            throw new RefusedSettingException("carnet.demo", "demo settings have no place in production", "Remove every carnet.demo.* setting.");
        }
        for (String required : List.of("spring.datasource.url", "spring.datasource.username", "spring.datasource.password")) {
            require(environment, required, "Set it to the operator's own PostgreSQL, for example through the environment variable "
                    + required.toUpperCase(Locale.ROOT).replace('.', '_') + ".");
        }
        if (!environment.getProperty("spring.datasource.url", "").startsWith("jdbc:postgresql:")) {
            throw new RefusedSettingException("spring.datasource.url", "not a PostgreSQL URL", "Carnet runs on PostgreSQL only: jdbc:postgresql://host:5432/database.");
        }
        // The embedded authorization server is an issuer; without it, somebody else has to be one.
        if (!AuthorizationChecks.isEnabled(environment) || environment.containsProperty("carnet.security.issuers[0].issuer")) {
            require(environment, "carnet.security.issuers[0].issuer", "Name at least one trusted issuer: carnet.security.issuers[0].issuer, .jwks-uri, .audience, .kind.");
            require(environment, "carnet.security.issuers[0].audience", "Set it to what aud must contain in this issuer's tokens.");
            require(environment, "carnet.security.issuers[0].kind", "Set it to pro-sante-connect, structure, smart, support or insurer.");
        }
        require(environment, "carnet.endpoint.base-url", "Set it to the FHIR base as callers reach it, for example https://carnet.example.org/fhir.");
        if (environment.getProperty("carnet.authorization.enabled", Boolean.class, true)) {
            require(environment, "carnet.authorization.key-secret", "Set it to 32 random bytes in base64, for example from: openssl rand -base64 32. "
                    + "The authorization server's signing keys are encrypted with it; every node has the same.");
        }
        require(environment, "server.address", "Set it to the address to listen on; 0.0.0.0 listens on all of them and has to be said explicitly.");
    }

    private static void loopbackOnly(Environment environment) {
        String address = environment.getProperty("server.address", "");
        if (!Arrays.asList("127.0.0.1", "::1", "localhost").contains(address)) {
            throw new RefusedSettingException("server.address", "the demo hands out tokens to anybody and listens on loopback only",
                    "Set server.address=127.0.0.1, or run with spring.profiles.active=production.");
        }
    }

    private static void issuers(Environment environment) {
        for (int i = 0; environment.containsProperty("carnet.security.issuers[" + i + "].issuer"); i++) {
            String key = "carnet.security.issuers[" + i + "].jwks-uri";
            String uri = environment.getProperty(key, "");
            boolean loopback = uri.matches(Loopback.HTTP);
            if (!loopback && !uri.matches("(https|file|classpath):.+")) {
                throw new RefusedSettingException(key, "keys must come over https:, file:, classpath:, or http: on loopback",
                        "Give the issuer's JWKS as https://..., or as a file: on this machine.");
            }
        }
    }

    private static void require(Environment environment, String setting, String remedy) {
        if (environment.getProperty(setting, "").isBlank()) {
            throw new RefusedSettingException(setting, "missing", remedy);
        }
    }

    private static boolean hasProperty(ConfigurableEnvironment environment, String prefix) {
        return environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
                .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '.'))
                .anyMatch(name -> name.startsWith(prefix + "."));
    }
}
