package fr.carnet.server.config;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The FHIR endpoint as callers see it.
 *
 * @param baseUrl absolute URL of the FHIR base, as it stands in links and Location headers; never derived from request headers
 * @param openApi whether OpenAPI and Swagger UI are served, publicly
 */
@Validated
@ConfigurationProperties("carnet.endpoint")
public record EndpointSettings(@NotBlank String baseUrl, @DefaultValue("false") boolean openApi) {
}
