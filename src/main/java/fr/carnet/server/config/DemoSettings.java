package fr.carnet.server.config;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The demo's own parts.
 *
 * @param directory where the demo keeps its database and signing key
 */
@ConfigurationProperties("carnet.demo")
public record DemoSettings(@DefaultValue("./data") Path directory) {
}
