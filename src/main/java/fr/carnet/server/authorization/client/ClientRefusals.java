package fr.carnet.server.authorization.client;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** A client that did not prove who it is: the same answer whatever was wrong (RFC 6749 section 5.2); why, only the operator's log tells. */
final class ClientRefusals implements AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ClientRefusals.class);

    private final OAuth2ErrorHttpMessageConverter errors = new OAuth2ErrorHttpMessageConverter();

    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) throws IOException {
        OAuth2Error error = failure instanceof OAuth2AuthenticationException oauth ? oauth.getError() : new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT);
        // Both are words of ours or Spring's: neither quotes what was sent.
        LOG.info("client authentication refused: {} {}", error.getDescription() == null ? error.getErrorCode() : error.getDescription(),
                failure.getCause() == null ? "" : failure.getCause().getMessage());
        boolean unknown = OAuth2ErrorCodes.INVALID_CLIENT.equals(error.getErrorCode());
        ServletServerHttpResponse answer = new ServletServerHttpResponse(response);
        answer.setStatusCode(unknown ? HttpStatus.UNAUTHORIZED : HttpStatus.BAD_REQUEST);
        if (unknown && request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            boolean bearer = request.getHeader(HttpHeaders.AUTHORIZATION).regionMatches(true, 0, "Bearer", 0, "Bearer".length());
            answer.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, bearer ? "Bearer error=\"invalid_token\"" : "Basic realm=\"carnet\"");
        }
        errors.write(new OAuth2Error(error.getErrorCode()), null, answer);
    }
}
