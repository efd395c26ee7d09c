package fr.carnet.server.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Sizes above which a request is refused with 413 (API 7).
 *
 * @param requestBody    bytes of a request body on the wire; base64 makes 4 bytes of 3
 * @param document       bytes of one document from a professional, structure or national system
 * @param holderDocument bytes of one document from a holder, representative or app
 * @param transaction    bytes of all documents of one transaction together
 */
@ConfigurationProperties("carnet.limits")
public record LimitSettings(@DefaultValue("88MB") DataSize requestBody, @DefaultValue("50MB") DataSize document,
        @DefaultValue("5MB") DataSize holderDocument, @DefaultValue("64MB") DataSize transaction) {
}
