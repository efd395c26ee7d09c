package fr.carnet.server.authorization.exchange;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** Refusals of the exchange. Descriptions are English: RFC 6749 allows ASCII only; and they repeat nothing of the request. */
final class ExchangeErrors {

    private static final String RFC = "https://datatracker.ietf.org/doc/html/rfc8693#section-2.2.2";

    private ExchangeErrors() {
    }

    /** @return a request that is wrong, or a token in it that is not accepted: RFC 8693 2.2.2 has one code for both */
    static OAuth2AuthenticationException invalidRequest(String description) {
        return of(OAuth2ErrorCodes.INVALID_REQUEST, description);
    }

    /** @return Pro Santé Connect cannot be asked at the moment */
    static OAuth2AuthenticationException unavailable() {
        return of(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, "Pro Sante Connect does not answer: nothing was issued, try again");
    }

    /** @return Pro Santé Connect refuses this server, or answers what it should not: only an operator can mend it */
    static OAuth2AuthenticationException broken() {
        return of(OAuth2ErrorCodes.SERVER_ERROR, "Pro Sante Connect could not be used: nothing was issued");
    }

    /** @return any other error */
    static OAuth2AuthenticationException of(String code, String description) {
        return new OAuth2AuthenticationException(new OAuth2Error(code, description, RFC));
    }
}
