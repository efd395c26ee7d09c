package fr.carnet.server.authorization.login;

import fr.carnet.server.config.LoginSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a login that has lasted long enough, however busy it is. */
@Component
public class LoginLifetime extends OncePerRequestFilter {

    private final LoginSettings settings;
    private final Clock clock;

    LoginLifetime(LoginSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(SignIn.SINCE) instanceof Long since && !clock.instant().isBefore(Instant.ofEpochMilli(since).plus(settings.sessionLength()))) {
            session.invalidate();
        }
        chain.doFilter(request, response);
    }
}
