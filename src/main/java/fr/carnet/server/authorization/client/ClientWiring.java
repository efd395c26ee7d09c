package fr.carnet.server.authorization.client;

import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.OAuthClientSettings;
import fr.carnet.server.config.SecuritySettings;
import fr.carnet.server.storage.AppClients;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** Who the clients are. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class ClientWiring {

    @Bean
    RegisteredClientRepository registeredClients(OAuthClientSettings clients, SecuritySettings security, AuthorizationSettings settings, ObjectProvider<AppClients> catalogue) {
        ClientShapes shapes = new ClientShapes(settings);
        return new RegisteredClients(new ConfiguredClients(clients, security, shapes), catalogue, shapes);
    }
}
