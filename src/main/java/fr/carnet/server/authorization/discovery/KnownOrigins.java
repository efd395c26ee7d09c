package fr.carnet.server.authorization.discovery;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;

/**
 * What the table of clients says of an origin, when it can be asked. This comes before the stages that answer for a server that is not ready and for a database
 * that is away, and leaves both to them: what a page may read never decides what is answered.
 */
final class KnownOrigins {

    private static final Logger LOG = LoggerFactory.getLogger(KnownOrigins.class);

    private final ClientOrigins origins;
    private final Predicate<Throwable> databaseAway;
    private final ApplicationAvailability availability;

    KnownOrigins(ClientOrigins origins, Predicate<Throwable> databaseAway, ApplicationAvailability availability) {
        this.origins = origins;
        this.databaseAway = databaseAway;
        this.availability = availability;
    }

    /** @return whether any client has this origin; empty when that cannot be told now */
    Optional<Boolean> ofAnyClient(String origin) {
        return told(() -> origins.ofAnyClient(origin));
    }

    /** @return whether the client that a request to the token endpoint names has this origin; empty when that cannot be told now */
    Optional<Boolean> ofTokenRequest(HttpServletRequest request, String origin) {
        return told(() -> origins.ofTokenRequest(request, origin));
    }

    /** @return whether the client that a call's token names has this origin; empty when that cannot be told now */
    Optional<Boolean> ofCall(HttpServletRequest request, String origin) {
        return told(() -> origins.ofCall(request, origin));
    }

    private Optional<Boolean> told(BooleanSupplier question) {
        if (availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.getAsBoolean());
        } catch (RuntimeException failed) {
            if (Stream.iterate((Throwable) failed, cause -> cause != null, Throwable::getCause).noneMatch(databaseAway)) {
                throw failed;
            }
            LOG.warn("the database is away: no page is told that it may read the answer");
            return Optional.empty();
        }
    }
}
