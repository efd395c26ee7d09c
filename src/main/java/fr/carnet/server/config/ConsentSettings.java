package fr.carnet.server.config;

import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Durations that the rules leave open.
 *
 * @param authorisationLength longest, and default, length of a professional's authorisation (ACCESS-RULES 4.3)
 */
@ConfigurationProperties("carnet.consent")
public record ConsentSettings(@DefaultValue("P1Y") Period authorisationLength) {
}
