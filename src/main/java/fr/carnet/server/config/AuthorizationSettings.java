package fr.carnet.server.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The embedded authorization server.
 *
 * @param enabled       whether it runs; off, tokens come from {@code carnet.security.issuers} alone
 * @param issuer        its issuer, the absolute URL of this server's root
 * @param accessToken   how long an access token of an app lasts, an hour at most
 * @param refreshToken  how long a refresh token lasts, counted anew at each refresh
 * @param cleanUpEvery  time between two runs of the job that takes away grants past their time
 */
@ConfigurationProperties("carnet.authorization")
public record AuthorizationSettings(@DefaultValue("true") boolean enabled, @DefaultValue("") String issuer, @DefaultValue("PT1H") Duration accessToken,
        @DefaultValue("P180D") Duration refreshToken, @DefaultValue("PT1H") Duration cleanUpEvery) {

    /** @return the issuer without a slash at its end: what paths of the server are appended to */
    public String root() {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }

    /** @return addresses of its endpoints, by their names in SMART's extension oauth-uris; none when it does not run */
    public Map<String, String> endpoints() {
        if (!enabled) {
            return Map.of();
        }
        Map<String, String> endpoints = new LinkedHashMap<>();
        endpoints.put("authorize", root() + "/oauth2/authorize");
        endpoints.put("token", root() + "/oauth2/token");
        endpoints.put("manage", root() + "/consents");
        endpoints.put("introspect", root() + "/oauth2/introspect");
        endpoints.put("revoke", root() + "/oauth2/revoke");
        return endpoints;
    }
}
