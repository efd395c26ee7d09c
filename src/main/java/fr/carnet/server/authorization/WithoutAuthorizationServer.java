package fr.carnet.server.authorization;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Without the authorization server there is nothing for Spring Security to do: its default, a login before every path, stays away from the FHIR endpoint. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "carnet.authorization.enabled", havingValue = "false")
class WithoutAuthorizationServer {

    @Bean
    SecurityFilterChain nothing(HttpSecurity http) throws Exception {
        return http.securityMatcher(request -> false).build();
    }
}
