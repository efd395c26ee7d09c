package fr.carnet.server.authorization.discovery;

import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * {@code [base]/.well-known/}: the SMART configuration, JSON whatever Accept says; anything else is not there, and says so to everybody, for clients look for
 * OpenID Connect below the FHIR base, where it is not.
 */
final class WellKnownServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final byte[] smartConfiguration;

    WellKnownServlet(byte[] smartConfiguration) {
        this.smartConfiguration = smartConfiguration.clone();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"/smart-configuration".equals(request.getPathInfo())) {
            throw Refusal.of(Answer.NOT_FOUND);
        }
        if (!READING.contains(request.getMethod())) {
            throw Refusal.of(Answer.NOT_OFFERED);
        }
        response.setContentType("application/json");
        response.getOutputStream().write(smartConfiguration);
    }
}
