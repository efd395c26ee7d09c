package fr.carnet.server.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How people log in on the patient's side.
 *
 * @param codeDelivery      which way one-time codes go; {@code none}: nobody logs in with a password
 * @param accounts          JSON file of accounts, as {@code file:} or {@code classpath:}, loaded at the start; none when empty
 * @param triesPerMinute    passwords and codes that one network address may try in a minute, on one node
 * @param sessionLength     longest time that one stays logged in
 * @param mailFrom          sender of the codes that go by mail
 * @param sms               the gateway of the codes that go by SMS
 * @param oidc              identity providers
 */
@Validated
@ConfigurationProperties("carnet.login")
public record LoginSettings(@NotNull @DefaultValue("none") Delivery codeDelivery, @DefaultValue("") String accounts, @DefaultValue("30") @Positive int triesPerMinute,
        @DefaultValue("PT8H") Duration sessionLength, @DefaultValue("") String mailFrom, @DefaultValue @Valid Sms sms, @DefaultValue List<@Valid Provider> oidc) {

    /** Which way a one-time code goes. */
    public enum Delivery {
        /** Nowhere: no login with a password. */
        NONE,
        /** Into the server's log; refused outside the demo. */
        CONSOLE,
        /** By mail, through {@code spring.mail}. */
        SMTP,
        /** By SMS, through an HTTP gateway. */
        SMS
    }

    /**
     * The SMS gateway: it takes a POST of {@code {"to": "+336...", "text": "..."}} and answers 2xx.
     *
     * @param url           where it is
     * @param authorization value of the Authorization header; not sent when empty
     */
    public record Sms(@DefaultValue("") String url, @DefaultValue("") String authorization) {

        /** Says nothing of the secret. */
        @Override
        public String toString() {
            return "Sms[" + url + "]";
        }
    }

    /**
     * Somebody else's login by OpenID Connect: FranceConnect, application carte Vitale.
     *
     * @param id             short name, part of the addresses
     * @param name           as the login page shows it
     * @param issuer         value of {@code iss}; also where its discovery document is, unless the endpoints are given
     * @param endpoints      its endpoints
     * @param clientId       this server's client id there
     * @param clientSecret   its secret there
     * @param scopes         scopes asked for
     * @param acrValues      levels of assurance that are enough: asked for, and one of them demanded of the answer
     * @param algorithm      JWS algorithm of its ID tokens
     * @param insClaim       claim with the national identity (INS); empty when it tells none, and then only linked accounts log in
     * @param insSystemClaim claim with the system (OID) of the national identity
     */
    public record Provider(@NotBlank String id, @NotBlank String name, @NotBlank String issuer, @DefaultValue @Valid Endpoints endpoints, @NotBlank String clientId,
            @NotBlank String clientSecret, @DefaultValue("openid") List<String> scopes, @NotEmpty List<String> acrValues, @DefaultValue("RS256") String algorithm,
            @DefaultValue("") String insClaim, @DefaultValue("") String insSystemClaim) {

        /** Says nothing of the secret. */
        @Override
        public String toString() {
            return "Provider[" + id + "]";
        }
    }

    /**
     * Endpoints of a provider, all or none.
     *
     * @param authorize where the browser goes
     * @param token     where the code becomes tokens
     * @param userInfo  asked when the ID token does not tell the national identity; never when empty
     * @param jwks      its keys
     */
    public record Endpoints(@DefaultValue("") String authorize, @DefaultValue("") String token, @DefaultValue("") String userInfo, @DefaultValue("") String jwks) {
    }
}
