package fr.carnet.server.authorization;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/** Asks a person to log in where a person comes, and tells software that it did not say who it is (RFC 6749, 5.2). */
final class WhoIsThere implements AuthenticationEntryPoint {

    private static final String OF_PEOPLE = "/oauth2/authorize";
    private static final byte[] INVALID_CLIENT = "{\"error\":\"invalid_client\"}".getBytes(StandardCharsets.UTF_8);

    private final AuthenticationEntryPoint login;

    /** @param root absolute URL of the server's root */
    WhoIsThere(String root) {
        this.login = new LoginUrlAuthenticationEntryPoint(root + "/login");
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception) throws IOException, ServletException {
        if (OF_PEOPLE.equals(request.getServletPath())) {
            login.commence(request, response, exception);
            return;
        }
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setContentType("application/json");
        response.getOutputStream().write(INVALID_CLIENT);
    }
}
