package fr.carnet.server.http;

import fr.carnet.server.config.ClientCertificateSettings;
import fr.carnet.server.config.RefusedSettingException;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** Lets trusted proxies hand the client's certificate on, when there are any. */
@Configuration(proxyBeanMethods = false)
class ClientCertificateWiring {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> clientCertificates(ClientCertificateSettings settings) {
        return tomcat -> {
            if (!settings.header().isBlank()) {
                tomcat.addEngineValves(new ClientCertificateValve(settings.header(), settings.trustedProxies().stream().map(ClientCertificateWiring::address).toList()));
            }
        };
    }

    private static IpAddressMatcher address(String proxy) {
        try {
            return new IpAddressMatcher(proxy);
        } catch (IllegalArgumentException noAddress) {
            throw new RefusedSettingException("carnet.security.client-certificate.trusted-proxies", "not an IP address or a network",
                    "Write addresses, for example 10.0.0.5, or networks, for example 10.0.0.0/28.");
        }
    }
}
