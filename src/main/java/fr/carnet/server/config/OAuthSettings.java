package fr.carnet.server.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Addresses of the authorization server that gives tokens for this endpoint, as the CapabilityStatement tells them (SMART App Launch,
 * extension oauth-uris), where they are not the embedded one's.
 *
 * @param authorize  authorization endpoint
 * @param token      token endpoint
 * @param register   registration of clients
 * @param manage     where a person manages what was authorised
 * @param introspect introspection endpoint
 * @param revoke     revocation endpoint
 */
@ConfigurationProperties("carnet.security.oauth")
public record OAuthSettings(@Nullable String authorize, @Nullable String token, @Nullable String register, @Nullable String manage,
        @Nullable String introspect, @Nullable String revoke) {

    /** @return what is set, by its name in the extension */
    public Map<String, String> uris() {
        Map<String, String> uris = new LinkedHashMap<>();
        add(uris, "authorize", authorize);
        add(uris, "token", token);
        add(uris, "register", register);
        add(uris, "manage", manage);
        add(uris, "introspect", introspect);
        add(uris, "revoke", revoke);
        return uris;
    }

    private static void add(Map<String, String> uris, String name, @Nullable String uri) {
        Optional.ofNullable(uri).filter(value -> !value.isBlank()).ifPresent(value -> uris.put(name, value));
    }
}
