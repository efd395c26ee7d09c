package fr.carnet.server.authorization;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import fr.carnet.server.config.AuthorizationSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.SecurityFilterChain;

/** The filter chain of the authorization server. The FHIR endpoint is in none: its stages are its own. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class AuthorizationWiring {

    /** Each part of the authorization server brings its own customizer; they are applied in their order. */
    @Bean
    @Order(1)
    SecurityFilterChain authorizationServer(HttpSecurity http, ObjectProvider<Customizer<OAuth2AuthorizationServerConfigurer>> parts, AuthorizationSettings settings)
            throws Exception {
        OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
        return http.securityMatcher(server.getEndpointsMatcher())
                .with(server, configurer -> {
                    configurer.oidc(Customizer.withDefaults());
                    parts.orderedStream().forEach(part -> part.customize(configurer));
                })
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(exceptions -> exceptions.authenticationEntryPoint(new WhoIsThere(settings.root())))
                .build();
    }

    @Bean
    JwtEncoder jwtEncoder(JWKSource<SecurityContext> keys) {
        NimbusJwtEncoder encoder = new NimbusJwtEncoder(keys);
        // The newest signing key comes first; older ones stay for what they signed.
        encoder.setJwkSelector(matching -> matching.get(0));
        return encoder;
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(AuthorizationSettings settings) {
        return AuthorizationServerSettings.builder().issuer(settings.issuer()).build();
    }
}
