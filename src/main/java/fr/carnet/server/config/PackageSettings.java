package fr.carnet.server.config;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * FHIR packages of the operator.
 *
 * @param packages {@code file:} addresses of npm-style FHIR packages (.tgz), whose definitions are added for validation and terminology
 */
@ConfigurationProperties("carnet")
public record PackageSettings(@DefaultValue List<URI> packages) {
}
