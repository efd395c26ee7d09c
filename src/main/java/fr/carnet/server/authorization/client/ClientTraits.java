package fr.carnet.server.authorization.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;

/**
 * What Carnet knows of a client beyond what Spring does.
 *
 * @param kind      what it is
 * @param structure identifier of the structure it acts for
 * @param jwks      its public keys, inline
 * @param jwksUri   where its public keys are
 */
public record ClientTraits(Kind kind, Optional<String> structure, Optional<String> jwks, Optional<String> jwksUri) {

    private static final String PREFIX = "carnet.client.";

    /** What a client is. */
    public enum Kind {
        /** A third-party service of the catalogue. */
        APP,
        /** The holder's own application. */
        FIRST_PARTY,
        /** Software of a structure, by itself. */
        STRUCTURE,
        /** A server that asks whether tokens are good. */
        RESOURCE_SERVER,
        /** Software of professionals. */
        PROFESSIONAL_SOFTWARE
    }

    /** @return what is known of a client of this server */
    public static ClientTraits of(RegisteredClient client) {
        ClientSettings settings = client.getClientSettings();
        return new ClientTraits(Kind.valueOf(settings.getSetting(PREFIX + "kind")), text(settings, "structure"), text(settings, "jwks"), text(settings, "jwks-uri"));
    }

    ClientSettings.Builder into(ClientSettings.Builder settings) {
        settings.setting(PREFIX + "kind", kind.name());
        structure.ifPresent(value -> settings.setting(PREFIX + "structure", value));
        jwks.ifPresent(value -> settings.setting(PREFIX + "jwks", value));
        jwksUri.ifPresent(value -> settings.setting(PREFIX + "jwks-uri", value));
        return settings;
    }

    /** @return whether it proves who it is with a key of its own */
    boolean hasKeys() {
        return jwks.isPresent() || jwksUri.isPresent();
    }

    private static Optional<String> text(ClientSettings settings, String name) {
        @Nullable String value = settings.getSetting(PREFIX + name);
        return Optional.ofNullable(value);
    }
}
