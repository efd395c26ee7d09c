package fr.carnet.server.authorization.discovery;

import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.HeaderSettings;
import fr.carnet.server.config.OAuthClientSettings;
import fr.carnet.server.http.RefusalWriter;
import fr.carnet.server.storage.DatabaseAway;
import fr.carnet.server.storage.RedirectOrigins;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** The documents and the answers to other origins, before Spring Security's chain and before the stages of the FHIR endpoint. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class DiscoveryWiring {

    private static final int FIRST = -120;

    @Bean
    ServletRegistrationBean<WellKnownServlet> wellKnownServlet(AuthorizationSettings settings) {
        ServletRegistrationBean<WellKnownServlet> registration = new ServletRegistrationBean<>(new WellKnownServlet(SmartConfiguration.document(settings)), "/fhir/.well-known/*");
        registration.setName("wellKnown");
        return registration;
    }

    @Bean
    FilterRegistrationBean<CrossOrigin> crossOrigin(RegisteredClientRepository clients, RedirectOrigins catalogue, OAuthClientSettings configured, HeaderSettings headers,
            DatabaseAway databaseAway, ApplicationAvailability availability, RefusalWriter refusals) {
        KnownOrigins origins = new KnownOrigins(new ClientOrigins(clients, catalogue, configured), databaseAway, availability);
        FilterRegistrationBean<CrossOrigin> registration = new FilterRegistrationBean<>(new CrossOrigin(origins, refusals, List.of(headers.purpose(), headers.accessMode())));
        registration.addUrlPatterns(CrossOrigin.PATHS);
        registration.setOrder(FIRST);
        return registration;
    }

    @Bean
    FilterRegistrationBean<NotOffered> notOffered() {
        FilterRegistrationBean<NotOffered> registration = new FilterRegistrationBean<>(new NotOffered());
        registration.addUrlPatterns(NotOffered.PATHS);
        registration.setOrder(FIRST + 1);
        return registration;
    }
}
