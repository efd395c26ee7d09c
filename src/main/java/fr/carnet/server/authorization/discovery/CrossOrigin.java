package fr.carnet.server.authorization.discovery;

import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.http.RefusalWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * CORS as SMART App Launch 2.2 asks: discovery, keys and the capability statement for every origin; token endpoint and FHIR calls for the origins of the client's
 * redirect URIs. No cookie is involved, and nothing is refused here: a page that may not read an answer is stopped by its browser. A preflight names no client:
 * it is answered for the origins of all of them, or with the constant 503 while these cannot be told.
 */
final class CrossOrigin extends OncePerRequestFilter {

    static final String[] PATHS = {"/fhir/*", "/.well-known/*", "/oauth2/jwks", "/oauth2/token"};

    private static final Set<String> PUBLIC = Set.of("/fhir/metadata", "/fhir/.well-known/smart-configuration", "/.well-known/openid-configuration",
            "/.well-known/oauth-authorization-server", "/oauth2/jwks");
    private static final String TOKEN = "/oauth2/token";
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String TOLD = "ETag, Location, Content-Location, Last-Modified, Retry-After, WWW-Authenticate, X-Request-Id";
    private static final String SECONDS = "600";
    private static final int NO_CONTENT = 204;

    private final KnownOrigins origins;
    private final RefusalWriter refusals;
    private final String sent;

    /** @param headers names of this server's own request headers */
    CrossOrigin(KnownOrigins origins, RefusalWriter refusals, List<String> headers) {
        this.origins = origins;
        this.refusals = refusals;
        this.sent = "Accept, Accept-Language, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, Prefer, X-Request-Id, " + String.join(", ", headers);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            chain.doFilter(request, response);
            return;
        }
        if ("OPTIONS".equals(request.getMethod()) && request.getHeader("Access-Control-Request-Method") != null) {
            preflight(request, response, origin);
            return;
        }
        chain.doFilter(request, new Readable(response, allowed(request, origin)));
    }

    private void preflight(HttpServletRequest request, HttpServletResponse response, String origin) throws IOException {
        boolean open = PUBLIC.contains(request.getRequestURI());
        Optional<Boolean> known = open ? Optional.of(true) : origins.ofAnyClient(origin);
        if (known.isEmpty()) {
            refusals.write(Refusal.of(Answer.UNAVAILABLE), request, response);
            return;
        }
        response.setStatus(NO_CONTENT);
        response.setHeader("Vary", "Origin");
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        response.setHeader("Access-Control-Allow-Headers", sent);
        response.setHeader("Access-Control-Max-Age", SECONDS);
        if (known.get()) {
            response.setHeader("Access-Control-Allow-Origin", open ? "*" : origin);
        }
    }

    /** @return value of the header, empty when the page may not read the answer */
    private String allowed(HttpServletRequest request, String origin) {
        String path = request.getRequestURI();
        if (PUBLIC.contains(path)) {
            return "*";
        }
        Optional<Boolean> client = TOKEN.equals(path) ? origins.ofTokenRequest(request, origin) : origins.ofCall(request, origin);
        return client.orElse(false) ? origin : "";
    }

    /** The answer with its headers, which outlast an answer begun anew. */
    private static final class Readable extends HttpServletResponseWrapper {

        private final String allowed;

        Readable(HttpServletResponse response, String allowed) {
            super(response);
            this.allowed = allowed;
            tell();
        }

        @Override
        public void reset() {
            super.reset();
            tell();
        }

        private void tell() {
            addHeader("Vary", "Origin");
            if (!allowed.isEmpty()) {
                setHeader("Access-Control-Allow-Origin", allowed);
                setHeader("Access-Control-Expose-Headers", TOLD);
            }
        }
    }
}
