package fr.carnet.server.config;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Token exchange for professionals' software (RFC 8693): Pro Santé Connect, and what is given for its access tokens.
 *
 * @param issuer            value of {@code iss} in its tokens, compared exactly; blank: nothing is exchanged
 * @param mode              how an access token is verified
 * @param jwksUri           its keys; also those of a userinfo that is signed
 * @param introspectionUri  its introspection endpoint (RFC 7662)
 * @param userinfoUri       its userinfo endpoint
 * @param clientId          this server as its client, for introspection
 * @param clientSecret      secret of that client
 * @param audience          {@code aud} of its tokens must contain one of these; empty: not looked at
 * @param authorizedParties {@code azp} of its tokens must be one of these, the client ids of the software there; empty: not looked at
 * @param tokenLifetime     how long a token given in exchange lasts, an hour at most
 * @param timeout           how long it may take to answer
 */
@ConfigurationProperties("carnet.authorization.exchange")
public record ExchangeSettings(@DefaultValue("") String issuer, @DefaultValue("both") Mode mode, @DefaultValue("") String jwksUri,
        @DefaultValue("") String introspectionUri, @DefaultValue("") String userinfoUri, @DefaultValue("") String clientId, @DefaultValue("") String clientSecret,
        @DefaultValue Set<String> audience, @DefaultValue Set<String> authorizedParties, @DefaultValue("PT1H") Duration tokenLifetime,
        @DefaultValue("PT3S") Duration timeout) {

    private static final String PREFIX = "carnet.authorization.exchange.";
    private static final Duration LONGEST = Duration.ofHours(1);

    /** How a Pro Santé Connect access token is verified. */
    public enum Mode {
        /** By its signature alone. */
        JWKS,
        /** By asking Pro Santé Connect. */
        INTROSPECTION,
        /** Both, and they must agree. */
        BOTH
    }

    /** @throws RefusedSettingException when nothing could be exchanged safely with these settings */
    public ExchangeSettings {
        if (!issuer.isBlank()) {
            address("userinfo-uri", userinfoUri);
            if (mode != Mode.INTROSPECTION || !jwksUri.isBlank()) {
                address("jwks-uri", jwksUri);
            }
            if (mode != Mode.JWKS) {
                address("introspection-uri", introspectionUri);
                given("client-id", clientId);
                given("client-secret", clientSecret);
            }
            if (tokenLifetime.isNegative() || tokenLifetime.isZero() || tokenLifetime.compareTo(LONGEST) > 0) {
                throw new RefusedSettingException(PREFIX + "token-lifetime", "not between a second and an hour", "Set it to PT1H or less.");
            }
        }
    }

    /** @return whether anything is exchanged */
    public boolean enabled() {
        return !issuer.isBlank();
    }

    /** The secret stays out. */
    @Override
    public String toString() {
        return "ExchangeSettings" + Map.of("issuer", issuer, "mode", mode);
    }

    private static void address(String setting, String value) {
        if (!value.matches(Loopback.OR_HTTPS)) {
            throw new RefusedSettingException(PREFIX + setting, "missing, or neither https: nor http: on loopback",
                    "Give the address that Pro Santé Connect publishes, https://...");
        }
    }

    private static void given(String setting, String value) {
        if (value.isBlank()) {
            throw new RefusedSettingException(PREFIX + setting, "missing, and tokens are to be introspected",
                    "Set it as Pro Santé Connect gave it, or set " + PREFIX + "mode to jwks.");
        }
    }
}
