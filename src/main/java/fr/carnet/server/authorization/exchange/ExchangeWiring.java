package fr.carnet.server.authorization.exchange;

import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.EndpointSettings;
import fr.carnet.server.config.ExchangeSettings;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;

/** Puts the exchange into the authorization server, in front of Spring's own. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class ExchangeWiring {

    /** First: a client that shows a certificate and its name is not a public client. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    Customizer<OAuth2AuthorizationServerConfigurer> tokenExchange(ExchangeProvider provider, RegisteredClientRepository clients) {
        return server -> server.clientAuthentication(client -> client.authenticationConverter(new CertificateClientConverter(clients)))
                .tokenEndpoint(token -> token.accessTokenRequestConverter(new ExchangeConverter()).authenticationProvider(provider));
    }

    /** Last: it stands before the answer that the other grants give. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    Customizer<OAuth2AuthorizationServerConfigurer> unavailableAnswers() {
        return server -> server.tokenEndpoint(token -> token.errorResponseHandler(new UnavailableAnswer()));
    }

    @Bean
    ExchangeProvider exchangeProvider(ExchangeSettings settings, AuthorizationSettings authorization, EndpointSettings endpoint, SubjectTokens subjects, UserInfos userInfos,
            ActorTokens actors, JwtEncoder encoder, OAuth2AuthorizationService authorizations, Clock clock) {
        return new ExchangeProvider(settings, authorization, endpoint, subjects, userInfos, actors,
                new ExchangedTokens(settings, authorization, endpoint, encoder, authorizations, clock));
    }
}
