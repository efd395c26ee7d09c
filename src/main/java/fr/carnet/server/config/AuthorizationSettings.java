package fr.carnet.server.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The embedded authorization server.
 *
 * @param enabled       whether it runs; off, tokens come from {@code carnet.security.issuers} alone
 * @param issuer        its issuer, the absolute URL of this server's root
 * @param accessToken   how long an access token of an app lasts, an hour at most
 * @param refreshToken  how long a refresh token lasts
 */
@ConfigurationProperties("carnet.authorization")
public record AuthorizationSettings(@DefaultValue("true") boolean enabled, @DefaultValue("") String issuer, @DefaultValue("PT1H") Duration accessToken,
        @DefaultValue("P180D") Duration refreshToken) {

    /** @return the issuer without a slash at its end: what paths of the server are appended to */
    public String root() {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }
}
