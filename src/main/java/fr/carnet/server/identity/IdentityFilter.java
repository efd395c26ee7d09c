package fr.carnet.server.identity;

import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.server.http.PublicPaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticate stage: leaves the {@link Caller} for the enforcement, or ends the request with 401 or 403. */
final class IdentityFilter extends OncePerRequestFilter {

    private final TokenReader tokens;
    private final PublicPaths publicPaths;

    IdentityFilter(TokenReader tokens, PublicPaths publicPaths) {
        this.tokens = tokens;
        this.publicPaths = publicPaths;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        if (!publicPaths.isPublic(request)) {
            TokenReader.Identity identity = tokens.read(request);
            request.setAttribute(RequestScope.CALLER_ATTRIBUTE, identity.caller());
            identity.scopes().ifPresent(scopes -> request.setAttribute(RequestScope.SCOPES_ATTRIBUTE, scopes));
            if (request.getAttribute(RequestScope.DRAFT_ATTRIBUTE) instanceof AuditDraft draft) {
                draft.caller(identity.caller());
            }
        }
        chain.doFilter(request, response);
    }
}
