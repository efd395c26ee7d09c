package fr.carnet.server.http;

import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.audit.AuditTrail;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * The envelope of every FHIR request: gives it an id and an instant, holds the answer back until the trace is durable, and turns a trace that
 * cannot be written into a failed request. Public conformance paths are not about anybody's record and leave no trace.
 */
final class TraceFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(TraceFilter.class);
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String HEADER = "X-Request-Id";

    private final AuditTrail trail;
    private final Clock clock;
    private final RefusalWriter refusals;
    private final PublicPaths publicPaths;

    TraceFilter(AuditTrail trail, Clock clock, RefusalWriter refusals, PublicPaths publicPaths) {
        this.trail = trail;
        this.clock = clock;
        this.refusals = refusals;
        this.publicPaths = publicPaths;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        AuditDraft draft = new AuditDraft(clock.instant(), requestId(request), request.getRemoteAddr());
        request.setAttribute(RequestScope.DRAFT_ATTRIBUTE, draft);
        response.setHeader(HEADER, draft.requestId());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "private, no-store");
        ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
        long start = System.nanoTime();
        try (MDC.MDCCloseable ignored = MDC.putCloseable("request", draft.requestId())) {
            handle(request, held, chain);
            trace(request, held, draft);
            LOG.info("{} {} {} ms", draft.asked(), held.getStatus(), (System.nanoTime() - start) / 1_000_000);
        }
        held.copyBodyToResponse();
    }

    private void handle(HttpServletRequest request, ContentCachingResponseWrapper held, FilterChain chain) throws IOException, ServletException {
        try {
            chain.doFilter(request, held);
        } catch (Refusal refusal) {
            answer(refusal, request, held);
        } catch (StackOverflowError tooDeep) {
            answer(Refusal.of(Answer.UNREADABLE_BODY), request, held);
        } catch (IOException | ServletException | RuntimeException unforeseen) {
            LOG.error("request failed before or after HAPI: {}", unforeseen.getClass().getName());
            answer(Refusal.of(Answer.INTERNAL), request, held);
        }
    }

    private void trace(HttpServletRequest request, ContentCachingResponseWrapper held, AuditDraft draft) throws IOException {
        if (draft.isWritten() || publicPaths.isPublic(request)) {
            return;
        }
        if (held.getStatus() >= 400) {
            draft.forgetEntities();
        }
        try {
            trail.append(draft.finish(held.getStatus()));
        } catch (RuntimeException untraced) {
            LOG.error("the trace could not be written: {}", untraced.getClass().getName());
            answer(Refusal.of(Answer.UNAVAILABLE), request, held);
        }
    }

    private void answer(Refusal refusal, HttpServletRequest request, ContentCachingResponseWrapper held) throws IOException {
        String requestId = held.getHeader(HEADER);
        held.reset();
        held.setHeader(HEADER, requestId);
        held.setHeader("X-Content-Type-Options", "nosniff");
        held.setHeader("Cache-Control", "private, no-store");
        refusals.write(refusal, request, held);
    }

    private static String requestId(HttpServletRequest request) {
        String sent = request.getHeader(HEADER);
        return sent != null && REQUEST_ID.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
    }
}
