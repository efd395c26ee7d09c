package fr.carnet.server.authorization.token;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * An authorization request by POST (SMART capability {@code authorize-post}) goes on as the same one by GET: a form posted from another site brings no login session
 * (SameSite), a redirect does, and a request that waits for the login is kept as an address. The person's own form of consent has none of these parameters.
 */
final class PostedRequests extends OncePerRequestFilter {

    private static final String ENDPOINT = "/oauth2/authorize";
    private static final Set<String> OF_A_REQUEST = Set.of("response_type", "redirect_uri", "code_challenge", "code_challenge_method", "aud");

    private final String root;

    /** @param root absolute URL of the server's root */
    PostedRequests(String root) {
        this.root = root;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        boolean posted = "POST".equals(request.getMethod()) && ENDPOINT.equals(request.getServletPath());
        if (!posted || OF_A_REQUEST.stream().noneMatch(name -> request.getParameter(name) != null)) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", root + ENDPOINT + "?" + request.getParameterMap().entrySet().stream().map(PostedRequests::pairs).collect(Collectors.joining("&")));
    }

    private static String pairs(Map.Entry<String, String[]> parameter) {
        return Arrays.stream(parameter.getValue()).map(value -> encoded(parameter.getKey()) + "=" + encoded(value)).collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
