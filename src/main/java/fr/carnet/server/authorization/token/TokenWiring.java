package fr.carnet.server.authorization.token;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.EndpointSettings;
import fr.carnet.server.identity.OwnIssuer;
import fr.carnet.server.storage.RecurringJob;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/** How tokens are made, and what meets a request before Spring's chain does. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class TokenWiring {

    /** Before Spring Security's chain, which stands at -100. */
    private static final int BEFORE_SECURITY = -110;

    @Bean
    OAuth2TokenGenerator<OAuth2Token> tokenGenerator(JwtEncoder encoder, ObjectProvider<OAuth2TokenCustomizer<JwtEncodingContext>> customizers, Clock clock) {
        JwtGenerator signed = new JwtGenerator(encoder);
        List<OAuth2TokenCustomizer<JwtEncodingContext>> inOrder = customizers.orderedStream().toList();
        signed.setJwtCustomizer(context -> inOrder.forEach(customizer -> customizer.customize(context)));
        return new DelegatingOAuth2TokenGenerator(signed, new RefreshTokens(clock));
    }

    /** The own issuer, for the stage that reads tokens at the FHIR endpoint. */
    @Bean
    OwnIssuer ownIssuer(AuthorizationSettings settings, EndpointSettings endpoint, JWKSource<SecurityContext> keys, JdbcClient jdbc) {
        return new OwnIssuer(settings.issuer(), endpoint.baseUrl(), AccessTokenClaims.KIND, PersonTokens.CLIENT, keys, new LiveTokens(jdbc));
    }

    @Bean
    FilterRegistrationBean<PostedRequests> postedRequests(AuthorizationSettings settings) {
        FilterRegistrationBean<PostedRequests> registration = new FilterRegistrationBean<>(new PostedRequests(settings.root()));
        registration.addUrlPatterns("/oauth2/authorize");
        registration.setOrder(BEFORE_SECURITY);
        return registration;
    }

    @Bean
    RecurringJob expiredGrantsJob(ExpiredGrants grants, AuthorizationSettings settings) {
        return new RecurringJob(ExpiredGrants.NAME, settings.cleanUpEvery(), grants::run);
    }
}
