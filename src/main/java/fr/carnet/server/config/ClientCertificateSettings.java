package fr.carnet.server.config;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a client's certificate comes from when TLS ends at a reverse proxy (API 2).
 *
 * @param header         header in which the proxy hands it on, as RFC 9440 writes it or as escaped PEM; blank: no header is looked at
 * @param trustedProxies addresses, or networks in CIDR notation, of the proxies that are believed
 */
@ConfigurationProperties("carnet.security.client-certificate")
public record ClientCertificateSettings(@DefaultValue("") String header, @DefaultValue List<String> trustedProxies) {

    /** @throws RefusedSettingException when one is set without the other */
    public ClientCertificateSettings {
        if (header.isBlank() != trustedProxies.isEmpty()) {
            throw new RefusedSettingException("carnet.security.client-certificate", "header and trusted-proxies go together",
                    "Name the header and the addresses of the proxies that set it, or neither; the proxies must remove that header from what they receive.");
        }
    }
}
