package fr.carnet.server.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Names of the request headers that no national text has settled yet (API 3).
 *
 * @param accessMode access mode of a professional, codes of TRE_R248
 * @param purpose    purpose code of a third-party app
 */
@ConfigurationProperties("carnet.headers")
public record HeaderSettings(@DefaultValue("Mode-Acces") String accessMode, @DefaultValue("Code-Finalite") String purpose) {
}
