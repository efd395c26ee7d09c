package fr.carnet.server.identity;

import fr.carnet.server.http.PublicPaths;
import fr.carnet.server.http.RequestRates;
import jakarta.servlet.Filter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the authenticate stage after the limits and before HAPI. */
@Configuration(proxyBeanMethods = false)
class IdentityWiring {

    @Bean
    FilterRegistrationBean<Filter> identityFilter(TokenReader tokens, PublicPaths publicPaths, RequestRates rates) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(new IdentityFilter(tokens, publicPaths, rates));
        registration.addUrlPatterns("/fhir/*");
        registration.setOrder(50);
        return registration;
    }
}
