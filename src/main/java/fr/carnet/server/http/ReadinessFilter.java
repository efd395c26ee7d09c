package fr.carnet.server.http;

import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.web.filter.OncePerRequestFilter;

/** Before the search parameters that carry the rules are active, every FHIR path answers 503, /metadata included (API 3). */
final class ReadinessFilter extends OncePerRequestFilter {

    private final ApplicationAvailability availability;
    private final RefusalWriter refusals;

    ReadinessFilter(ApplicationAvailability availability, RefusalWriter refusals) {
        this.availability = availability;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        if (availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
            chain.doFilter(request, response);
        } else {
            refusals.write(Refusal.of(Answer.UNAVAILABLE), request, response);
        }
    }
}
