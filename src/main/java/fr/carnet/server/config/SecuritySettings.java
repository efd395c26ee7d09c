package fr.carnet.server.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose tokens are believed (API 2).
 *
 * @param issuers           trusted issuers
 * @param firstPartyClients client ids of the holder's own application: no purpose code is asked of them
 */
@Validated
@ConfigurationProperties("carnet.security")
public record SecuritySettings(@Valid @DefaultValue List<Issuer> issuers, @DefaultValue Set<String> firstPartyClients) {

    /**
     * One trusted issuer.
     *
     * @param issuer   value of {@code iss}, compared exactly
     * @param jwksUri  its keys: {@code https:}, {@code http:} on loopback, {@code file:} or {@code classpath:}
     * @param audience value that {@code aud} must contain
     * @param kind     how its claims become a caller
     */
    public record Issuer(@NotBlank String issuer, @NotBlank String jwksUri, @NotBlank String audience, @NotNull Kind kind) {
    }

    /** How claims become a caller (API 2, table). */
    public enum Kind {
        /** A professional, Pro Santé Connect claims. */
        PRO_SANTE_CONNECT,
        /** Software of an establishment. */
        STRUCTURE,
        /** Holder, representative or third-party app. */
        SMART,
        /** The support desk. */
        SUPPORT,
        /** Assurance Maladie and national systems. */
        INSURER
    }
}
