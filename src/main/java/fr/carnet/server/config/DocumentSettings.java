package fr.carnet.server.config;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What becomes of deposited documents.
 *
 * @param keepPng      whether PNG images of the patient's side and of apps stay what they are; else they are stored as JPEG (S2)
 * @param largestImage points (width x height) of the largest PNG that is converted
 */
@Validated
@ConfigurationProperties("carnet.documents")
public record DocumentSettings(@DefaultValue("false") boolean keepPng, @DefaultValue("24000000") @Positive long largestImage) {
}
