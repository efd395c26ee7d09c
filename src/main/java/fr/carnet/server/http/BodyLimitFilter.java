package fr.carnet.server.http;

import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before HAPI: compressed bodies are refused (HAPI inflates them without a limit, CVE-2026-113873), large ones end at the limit whether
 * or not they announced their length, and media types that no parser reads are turned away.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

    private static final Set<String> MEDIA_TYPES = Set.of("application/fhir+json", "application/fhir+xml", "application/json", "application/xml", "text/json",
            "text/xml", "application/json+fhir", "application/xml+fhir", "application/json-patch+json", "application/xml-patch+xml", "application/x-www-form-urlencoded");

    private static final String FORM = "application/x-www-form-urlencoded";

    private final long limit;

    BodyLimitFilter(long limit) {
        this.limit = limit;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !"identity".equalsIgnoreCase(encoding)) {
            throw Refusal.of(Answer.UNSUPPORTED_MEDIA_TYPE, "content-encoding");
        }
        if (request.getContentLengthLong() > limit) {
            throw Refusal.of(Answer.TOO_LARGE);
        }
        boolean body = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        if (body && !isReadable(request)) {
            throw Refusal.of(Answer.UNSUPPORTED_MEDIA_TYPE);
        }
        if (FORM.equals(mediaType(request.getContentType()))) {
            checkForm(request);
        }
        chain.doFilter(body ? new Limited(request, limit) : request, response);
    }

    private static boolean isReadable(HttpServletRequest request) {
        String type = mediaType(request.getContentType());
        boolean search = request.getRequestURI().endsWith("/_search");
        return MEDIA_TYPES.contains(type) && FORM.equals(type) == search && (!type.contains("patch") || "PATCH".equals(request.getMethod()));
    }

    private static String mediaType(String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }

    /** Tomcat drops, without a word, what of a form it could not read. */
    private static void checkForm(HttpServletRequest request) {
        boolean nul = request.getParameterMap().entrySet().stream()
                .anyMatch(parameter -> (parameter.getKey() + String.join("", parameter.getValue())).indexOf('\0') >= 0);
        if (request.getAttribute("org.apache.catalina.parameter_parse_failed_reason") != null) {
            boolean large = "POST_TOO_LARGE".equals(request.getAttribute("org.apache.catalina.parameter_parse_failed_reason").toString());
            throw Refusal.of(large ? Answer.TOO_LARGE : Answer.INVALID_REQUEST);
        }
        if (nul) {
            throw Refusal.of(Answer.INVALID_REQUEST);
        }
    }

    private static final class Limited extends HttpServletRequestWrapper {

        private final long limit;

        Limited(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream(), limit);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream body;
        private long left;

        LimitedStream(ServletInputStream body, long limit) {
            this.body = body;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            return counted(body.read(), 1);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = body.read(buffer, offset, length);
            return counted(read, read);
        }

        private int counted(int result, int bytes) {
            if (result >= 0) {
                left -= bytes;
                if (left < 0) {
                    throw Refusal.of(Answer.TOO_LARGE);
                }
            }
            return result;
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
