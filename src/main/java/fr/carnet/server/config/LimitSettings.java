package fr.carnet.server.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Sizes above which a request is refused with 413, and rates above which it is refused with 429 (API 7).
 *
 * @param requestBody              bytes of a request body on the wire; base64 makes 4 bytes of 3
 * @param document                 bytes of one document from a professional, structure or national system
 * @param holderDocument           bytes of one document from a holder, representative or app
 * @param transaction              bytes of all documents of one transaction together
 * @param requestsPerMinute        requests of one caller in a minute, on one node
 * @param alertRefusalsPerMinute   answers 403 and 404 to one caller in a minute, above which an operator is alerted
 * @param callers                  callers with a rate of their own
 */
@Validated
@ConfigurationProperties("carnet.limits")
public record LimitSettings(@DefaultValue("88MB") DataSize requestBody, @DefaultValue("50MB") DataSize document,
        @DefaultValue("5MB") DataSize holderDocument, @DefaultValue("64MB") DataSize transaction,
        @DefaultValue("6000") @Positive int requestsPerMinute, @DefaultValue("120") @Positive int alertRefusalsPerMinute, @Valid @DefaultValue List<CallerRate> callers) {

    /**
     * The rate of one caller.
     *
     * @param kind              caller kind, for example {@code structure}; {@code anonymous} for a network address
     * @param id                what the trace names the caller by; of {@code anonymous} the network address
     * @param requestsPerMinute requests in a minute
     */
    public record CallerRate(@NotBlank String kind, @NotBlank String id, @Positive int requestsPerMinute) {
    }

    /** @return requests in a minute that this caller may make */
    public int requestsPerMinute(String kind, String id) {
        return callers.stream().filter(caller -> caller.kind().equals(kind) && caller.id().equals(id)).mapToInt(CallerRate::requestsPerMinute).findFirst()
                .orElse(requestsPerMinute);
    }
}
