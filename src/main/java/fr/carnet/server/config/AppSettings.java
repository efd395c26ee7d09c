package fr.carnet.server.config;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Referenced third-party services (ACCESS-RULES 6).
 *
 * @param catalogue {@code file:} or {@code classpath:} addresses of FHIR Bundles (JSON, type collection) with Organization and Endpoint, entered into the
 *                  catalogue at start when they are new or have changed
 */
@ConfigurationProperties("carnet.apps")
public record AppSettings(@DefaultValue List<String> catalogue) {
}
