package fr.carnet.server.authorization.token;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ErrorAuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** The answer to a token request that is refused (RFC 6749, 5.2), said in the log too, without naming anybody: where a record is concerned, its history names the rest. */
public final class TokenRefusals implements AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(TokenRefusals.class);

    private final AuthenticationFailureHandler spring = new OAuth2ErrorAuthenticationFailureHandler();

    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception) throws IOException, ServletException {
        LOG.info("token request refused: {}", exception instanceof OAuth2AuthenticationException refused ? refused.getError().getErrorCode() : "server_error");
        spring.onAuthenticationFailure(request, response, exception);
    }
}
