package fr.carnet.server.authorization.exchange;

import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;

/** A request for an exchange (RFC 8693 2.1), its parameters read but nothing believed yet. */
final class ExchangeRequest extends OAuth2AuthorizationGrantAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Asked asked;

    ExchangeRequest(Authentication client, Asked asked) {
        super(AuthorizationGrantType.TOKEN_EXCHANGE, client, Map.of());
        this.asked = asked;
    }

    /**
     * What is asked.
     *
     * @param subjectToken token of the professional
     * @param actorToken   token about the software
     * @param scopes       at least one
     * @param targets      {@code resource} and {@code audience}: for whom
     * @param issuedType   type of the token that is asked for
     * @param certificate  certificate of the client, when the request came with one
     */
    record Asked(String subjectToken, Optional<String> actorToken, Set<String> scopes, Set<String> targets, String issuedType, Optional<X509Certificate> certificate) {

        /** Tokens stay out of logs. */
        @Override
        public String toString() {
            return "Asked " + scopes;
        }
    }

    Asked asked() {
        return asked;
    }
}
