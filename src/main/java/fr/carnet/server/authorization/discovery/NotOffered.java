package fr.carnet.server.authorization.discovery;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

/** Endpoints that Spring's authorization server brings along and nobody asked for: they are not there. */
final class NotOffered extends OncePerRequestFilter {

    static final String[] PATHS = {"/userinfo", "/connect/*", "/oauth2/device_authorization", "/oauth2/device_verification", "/oauth2/par"};

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
}
