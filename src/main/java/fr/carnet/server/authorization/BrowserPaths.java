package fr.carnet.server.authorization;

import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.stereotype.Component;

/**
 * Where sessions and Spring Security's filters are, and where they are not: on the FHIR endpoint their firewall would answer before its own stages do,
 * without a trace, and each request would pay for both.
 */
@Component
class BrowserPaths implements BeanPostProcessor {

    /** Servlet patterns of the authorization server's endpoints and of the pages. */
    static final List<String> PATTERNS = List.of("/oauth2/*", "/userinfo", "/connect/*", "/.well-known/*", "/login", "/login/*", "/logout", "/consent", "/consent/*", "/consents",
            "/consents/*", "/profile", "/profile/*", "/webauthn/*");
    private static final Set<String> REGISTRATIONS = Set.of("securityFilterChainRegistration", "sessionRepositoryFilterRegistration");

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (REGISTRATIONS.contains(name) && bean instanceof AbstractFilterRegistrationBean<?> registration) {
            registration.setUrlPatterns(PATTERNS);
        }
        return bean;
    }
}
