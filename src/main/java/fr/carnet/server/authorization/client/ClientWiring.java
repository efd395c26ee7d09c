package fr.carnet.server.authorization.client;

import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.OAuthClientSettings;
import fr.carnet.server.config.SecuritySettings;
import fr.carnet.server.storage.AppClients;
import fr.carnet.server.storage.JobTransaction;
import fr.carnet.server.storage.RecurringJob;
import java.time.Clock;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.Customizer;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/** Who the clients are, how they prove it, what they may ask. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class ClientWiring {

    @Bean
    RegisteredClientRepository registeredClients(OAuthClientSettings clients, SecuritySettings security, AuthorizationSettings settings, AppClients catalogue) {
        ClientShapes shapes = new ClientShapes(settings);
        return new RegisteredClients(new ConfiguredClients(clients, security, shapes), catalogue, shapes);
    }

    /** Who asks about a token with a token is this package's to judge: Spring's resource server stays away. */
    @Bean
    BearerTokenResolver bearerTokens(AuthorizationServerSettings server) {
        DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();
        return request -> request.getRequestURI().endsWith(server.getTokenIntrospectionEndpoint()) ? null : header.resolve(request);
    }

    @Bean
    UsedAssertions usedAssertions(JdbcClient jdbc, Clock clock) {
        return new UsedAssertions(jdbc, clock);
    }

    @Bean
    RecurringJob clientAssertionJob(UsedAssertions used, AuthorizationSettings settings, JobTransaction transaction) {
        return RecurringJob.ofOneStep("client-assertions", settings.cleanUpEvery(), transaction, used::forgetEnded);
    }

    @Bean
    StructureClaims structureClaims() {
        return new StructureClaims();
    }

    @Bean
    Customizer<OAuth2AuthorizationServerConfigurer> clientEndpoints(RegisteredClientRepository clients, OAuth2AuthorizationService grants, UsedAssertions used,
            AuthorizationServerSettings server, AuthorizationSettings settings, Clock clock) {
        Set<String> audiences = Set.of(settings.issuer(), settings.root() + server.getTokenEndpoint());
        ClientAssertions assertions = new ClientAssertions(audiences, new ClientKeyring(new RemoteKeys(clock)), used, clock);
        return new ClientEndpoints(assertions, new EndpointClientProvider(clients, grants), new Introspection(clients, grants), server);
    }
}
