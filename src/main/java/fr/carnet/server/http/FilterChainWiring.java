package fr.carnet.server.http;

import fr.carnet.enforcement.audit.AuditTrail;
import fr.carnet.server.config.LimitSettings;
import jakarta.servlet.Filter;
import java.time.Clock;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The servlet filters of the FHIR endpoint, in the order in which a request meets them; identity comes after these, HAPI last. */
@Configuration(proxyBeanMethods = false)
class FilterChainWiring {

    private static final String FHIR = "/fhir/*";

    @Bean
    FilterRegistrationBean<Filter> readinessFilter(ApplicationAvailability availability, RefusalWriter refusals) {
        return on(new ReadinessFilter(availability, refusals), 10);
    }

    @Bean
    FilterRegistrationBean<Filter> traceFilter(AuditTrail trail, Clock clock, RefusalWriter refusals, PublicPaths publicPaths) {
        return on(new TraceFilter(trail, clock, refusals, publicPaths), 20);
    }

    @Bean
    FilterRegistrationBean<Filter> refusalAlertFilter(RequestRates rates) {
        return on(new RefusalAlertFilter(rates), 25);
    }

    @Bean
    FilterRegistrationBean<Filter> headerFilter() {
        return on(new HeaderFilter(), 30);
    }

    @Bean
    FilterRegistrationBean<Filter> bodyLimitFilter(LimitSettings limits) {
        return on(new BodyLimitFilter(limits.requestBody().toBytes()), 40);
    }

    private static FilterRegistrationBean<Filter> on(Filter filter, int order) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns(FHIR);
        registration.setOrder(order);
        return registration;
    }
}
