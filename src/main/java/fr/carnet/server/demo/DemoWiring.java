package fr.carnet.server.demo;

import fr.carnet.server.identity.AdditionalIssuer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Adds the demo issuer to the trusted ones. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoWiring {

    @Bean
    AdditionalIssuer demoIssuers(DemoIssuer issuer) {
        return issuer.asTrusted();
    }
}
