package fr.carnet.server.authorization.token;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;

/** OAuth errors (RFC 6749, 4.1.2.1 and 5.2): code, and a sentence for the developer that names the parameter and the rule. */
final class OAuthErrors {

    private OAuthErrors() {
    }

    /** @return the refusal of an authorization request: told to the app by redirect, or to the person alone when there is nowhere to redirect to */
    static OAuth2AuthorizationCodeRequestAuthenticationException refused(String code, String description,
            OAuth2AuthorizationCodeRequestAuthenticationToken request, @Nullable String redirectUri) {
        OAuth2AuthorizationCodeRequestAuthenticationToken answered = new OAuth2AuthorizationCodeRequestAuthenticationToken(request.getAuthorizationUri(), request.getClientId(),
                (Authentication) request.getPrincipal(), redirectUri, request.getState(), request.getScopes(), request.getAdditionalParameters());
        answered.setAuthenticated(true);
        return new OAuth2AuthorizationCodeRequestAuthenticationException(new OAuth2Error(code, description, null), answered);
    }

    /** @return the refusal of a token request */
    static OAuth2AuthenticationException refused(String code, String description) {
        return new OAuth2AuthenticationException(new OAuth2Error(code, description, null));
    }
}
