package fr.carnet.server.http;

import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses headers by which a caller would steer HAPI past the rules, and hides those that it misreads (Cache-Control on searches spoils totals). */
final class HeaderFilter extends OncePerRequestFilter {

    private static final Set<String> STEERING = caseInsensitive(Set.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Rewrite-History",
            "X-Upsert-Extistence-Check", "X-Upsert-Existence-Check", "X-Cascade", "X-Retry-On-Version-Conflict", "X-Request-Partition-IDs",
            "X-Meta-Snapshot-Mode", "X-Transaction-Semantics", "X-Security-Context", "If-None-Exist"));
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Set<String> BODYLESS = Set.of("GET", "HEAD");
    private static final Set<String> IGNORED = caseInsensitive(Set.of("Cache-Control", "Pragma"));

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        if (!METHODS.contains(request.getMethod())) {
            throw Refusal.of(Answer.NOT_OFFERED);
        }
        checkQuery(request.getQueryString());
        for (String name : Collections.list(request.getHeaderNames())) {
            if (STEERING.contains(name)) {
                throw Refusal.of(Answer.FORBIDDEN_HEADER, "forbidden-header", STEERING.stream().filter(name::equalsIgnoreCase).findFirst().orElseThrow());
            }
        }
        if ("PUT".equals(request.getMethod()) && request.getHeader("Content-Location") != null) {
            throw Refusal.of(Answer.FORBIDDEN_HEADER, "forbidden-header", "Content-Location");
        }
        chain.doFilter(new Quiet(request), response);
    }

    /** HAPI decodes the query itself and fails on what it cannot; NUL is a character that PostgreSQL has no place for. */
    private static void checkQuery(@Nullable String query) {
        try {
            if (query != null && URLDecoder.decode(query, StandardCharsets.UTF_8).indexOf('\0') >= 0) {
                throw Refusal.of(Answer.INVALID_REQUEST);
            }
        } catch (IllegalArgumentException undecodable) {
            throw Refusal.of(Answer.INVALID_REQUEST);
        }
    }

    private static Set<String> caseInsensitive(Set<String> names) {
        Set<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sorted.addAll(names);
        return Collections.unmodifiableSet(sorted);
    }

    /** The request without the headers that HAPI would misread. */
    private static final class Quiet extends HttpServletRequestWrapper {

        Quiet(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isIgnored(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isIgnored(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        /** Where there is no body its type says nothing; HAPI would answer in it, and a document asked for as PDF would come as JSON. */
        private boolean isIgnored(String name) {
            return IGNORED.contains(name) || "Content-Type".equalsIgnoreCase(name) && BODYLESS.contains(getMethod());
        }
    }
}
