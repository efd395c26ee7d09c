package fr.carnet.server.http;

import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.hapi.TripwireInterceptor;
import fr.carnet.enforcement.policy.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/** Watches what is answered: one caller who meets 403 and 404 all the time may be guessing, and an operator is told. Who it is, the trace says. */
final class RefusalAlertFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalAlertFilter.class);
    private static final Set<Integer> WATCHED = Set.of(HttpServletResponse.SC_FORBIDDEN, HttpServletResponse.SC_NOT_FOUND);

    private final RequestRates rates;

    RefusalAlertFilter(RequestRates rates) {
        this.rates = rates;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
            watch(request, response, response.getStatus());
        } catch (Refusal refusal) {
            watch(request, response, refusal.answer().status());
            throw refusal;
        }
    }

    private void watch(HttpServletRequest request, HttpServletResponse response, int status) {
        if (WATCHED.contains(status)) {
            Caller caller = request.getAttribute(RequestScope.CALLER_ATTRIBUTE) instanceof Caller known ? known : new Caller.Anonymous();
            if (rates.isAlarming(caller, request.getRemoteAddr())) {
                LOG.warn(TripwireInterceptor.ALERT, "refusals: one caller of kind {} was refused unusually often within a minute, last in request {}",
                        caller.kind(), response.getHeader("X-Request-Id"));
            }
        }
    }
}
