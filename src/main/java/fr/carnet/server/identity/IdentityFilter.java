package fr.carnet.server.identity;

import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.http.PublicPaths;
import fr.carnet.server.http.RequestRates;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticate stage: leaves the {@link Caller} for the enforcement, or ends the request with 401 or 403, or with 429 when this caller asks too much. */
final class IdentityFilter extends OncePerRequestFilter {

    private final TokenReader tokens;
    private final PublicPaths publicPaths;
    private final RequestRates rates;

    IdentityFilter(TokenReader tokens, PublicPaths publicPaths, RequestRates rates) {
        this.tokens = tokens;
        this.publicPaths = publicPaths;
        this.rates = rates;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        if (publicPaths.isPublic(request)) {
            rates.admit(new Caller.Anonymous(), request.getRemoteAddr());
        } else {
            TokenReader.Identity identity = identified(request);
            request.setAttribute(RequestScope.CALLER_ATTRIBUTE, identity.caller());
            identity.scopes().ifPresent(scopes -> request.setAttribute(RequestScope.SCOPES_ATTRIBUTE, scopes));
            if (request.getAttribute(RequestScope.DRAFT_ATTRIBUTE) instanceof AuditDraft draft) {
                draft.caller(identity.caller());
            }
            rates.admit(identity.caller(), request.getRemoteAddr());
        }
        chain.doFilter(request, response);
    }

    /** Without a token that holds, the address pays: guessing tokens is asking, too. */
    private TokenReader.Identity identified(HttpServletRequest request) {
        try {
            return tokens.read(request);
        } catch (Refusal refusal) {
            rates.admit(new Caller.Anonymous(), request.getRemoteAddr());
            throw refusal;
        }
    }
}
