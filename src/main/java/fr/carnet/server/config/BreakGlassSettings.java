package fr.carnet.server.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Emergency access (ACCESS-RULES 4.3).
 *
 * @param sessionLength how long a break-glass session lasts
 */
@ConfigurationProperties("carnet.break-glass")
public record BreakGlassSettings(@DefaultValue("PT60M") Duration sessionLength) {
}
