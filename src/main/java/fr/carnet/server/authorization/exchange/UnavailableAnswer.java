package fr.carnet.server.authorization.exchange;

import fr.carnet.server.authorization.token.TokenRefusals;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Errors of the token endpoint: 400 as ever, but 503 when somebody else is away and 502 when only an operator can mend it, so that clients know what to do. */
final class UnavailableAnswer implements AuthenticationFailureHandler {

    private static final String RETRY_SECONDS = "5";

    private final AuthenticationFailureHandler others = new TokenRefusals();
    private final OAuth2ErrorHttpMessageConverter json = new OAuth2ErrorHttpMessageConverter();

    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) throws IOException, ServletException {
        String code = failure instanceof OAuth2AuthenticationException refused ? refused.getError().getErrorCode() : "";
        boolean away = OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE.equals(code);
        if (!away && !OAuth2ErrorCodes.SERVER_ERROR.equals(code)) {
            others.onAuthenticationFailure(request, response, failure);
            return;
        }
        try (ServletServerHttpResponse answer = new ServletServerHttpResponse(response)) {
            answer.setStatusCode(away ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_GATEWAY);
            if (away) {
                answer.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            }
            json.write(((OAuth2AuthenticationException) failure).getError(), null, answer);
        }
    }
}
