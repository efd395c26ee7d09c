package fr.carnet.server.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * OAuth clients that are no third-party services: those are in the catalogue.
 *
 * @param clients configured clients, checked at start
 */
@Validated
@ConfigurationProperties("carnet.authorization")
public record OAuthClientSettings(@Valid @DefaultValue List<Client> clients) {

    /**
     * One client.
     *
     * @param clientId     its id, told to the server with every request
     * @param kind         what it is
     * @param structure    identifier of the structure it acts for; kind structure only
     * @param jwks         its public keys, a JWK Set as text
     * @param jwksUri      where its public keys are: https, or http on loopback
     * @param secretHash   hash of its secret with the id of its encoder, {@code {bcrypt}...}; the secret itself is nowhere
     * @param certificateSubject subject of its certificate (RFC 2253), for mutual TLS
     * @param redirectUris redirect URIs, compared exactly
     * @param scopes       scopes that it may ask for
     */
    public record Client(@NotBlank String clientId, @NotNull Kind kind, @Nullable String structure, @Nullable String jwks, @Nullable String jwksUri,
            @Nullable String secretHash, @Nullable String certificateSubject, @DefaultValue List<String> redirectUris, @DefaultValue Set<String> scopes) {
    }

    /** What a configured client is. */
    public enum Kind {
        /** The holder's own application. */
        FIRST_PARTY,
        /** Software of a structure, by itself (SMART backend services). */
        STRUCTURE,
        /** A server that asks whether tokens are good (RFC 7662). */
        RESOURCE_SERVER,
        /** Software of professionals, which brings their Pro Santé Connect token (RFC 8693). */
        PROFESSIONAL_SOFTWARE
    }
}
