package fr.carnet.server.config;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The calls that the pages make to this server's own FHIR endpoint.
 *
 * @param fhirBase       where the endpoint answers this very machine; empty for the local port, or, with TLS on it, {@code carnet.endpoint.base-url}
 * @param atOnce         how many requests for pages may call at once, as many again wait; the others are told to come back
 * @param connectTimeout longest wait for a connection, and for a turn
 * @param readTimeout    longest wait for an answer
 */
@Validated
@ConfigurationProperties("carnet.authorization.own-calls")
public record OwnCallSettings(@DefaultValue("") String fhirBase, @DefaultValue("8") @Positive int atOnce, @DefaultValue("PT2S") Duration connectTimeout,
        @DefaultValue("PT10S") Duration readTimeout) {
}
