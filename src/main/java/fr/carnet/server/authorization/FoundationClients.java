package fr.carnet.server.authorization;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** SCAFFOLD: replaced by the client and key packages before this reaches main. */
@Configuration(proxyBeanMethods = false)
class FoundationClients {
    @Bean
    RegisteredClientRepository scaffoldClients() {
        return new InMemoryRegisteredClientRepository(
                client("glucometre").clientAuthenticationMethod(ClientAuthenticationMethod.NONE).build(),
                client("scaffold-secret").clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .clientSecret(PasswordEncoderFactories.createDelegatingPasswordEncoder().encode("scaffold-secret")).build());
    }

    private static RegisteredClient.Builder client(String id) {
        return RegisteredClient.withId(id).clientId(id).authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE).authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri("http://127.0.0.1:9/cb").redirectUri("https://app.example.org/cb?x=1").scopes(scopes -> scopes.addAll(List.of("offline_access", "patient/Observation.rs", "patient/DocumentReference.rs")))
                .tokenSettings(TokenSettings.builder().reuseRefreshTokens(false).build());
    }

    @Bean
    JWKSource<SecurityContext> scaffoldKeys() throws JOSEException {
        return new ImmutableJWKSet<>(new JWKSet(new RSAKeyGenerator(2048).keyID("scaffold").generate()));
    }
}
