package fr.carnet.server.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Where the habilitation matrix comes from; another one is a data change.
 *
 * @param matrix      document type x profession column
 * @param professions profession -> column
 */
@ConfigurationProperties("carnet.habilitation")
public record HabilitationSettings(@DefaultValue("classpath:terminology/habilitation-matrix.csv") Resource matrix,
        @DefaultValue("classpath:terminology/professions.csv") Resource professions) {
}
