package fr.carnet.server.authorization.client;

import fr.carnet.server.authorization.token.SmartScope;
import java.util.List;
import java.util.Map;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.web.authentication.JwtClientAssertionAuthenticationConverter;

/** Puts this package's ways of proving who a client is, and of asking about tokens, into Spring's authorization server. */
final class ClientEndpoints implements Customizer<OAuth2AuthorizationServerConfigurer> {

    private final ClientAssertions assertions;
    private final EndpointClientProvider clients;
    private final Introspection introspection;
    private final AuthorizationServerSettings settings;

    ClientEndpoints(ClientAssertions assertions, EndpointClientProvider clients, Introspection introspection, AuthorizationServerSettings settings) {
        this.assertions = assertions;
        this.clients = clients;
        this.introspection = introspection;
        this.settings = settings;
    }

    @Override
    public void customize(OAuth2AuthorizationServerConfigurer server) {
        server.clientAuthentication(client -> client
                .authenticationConverters(converters -> {
                    converters.replaceAll(converter -> converter instanceof JwtClientAssertionAuthenticationConverter ? new AssertionConverter() : converter);
                    converters.add(new EndpointClients(settings));
                })
                .authenticationProvider(clients)
                .errorResponseHandler(new ClientRefusals()));
        server.tokenIntrospectionEndpoint(endpoint -> endpoint.authenticationProvider(introspection));
        server.addObjectPostProcessor(new AssertionDecoding());
        server.addObjectPostProcessor(new SecretChecking());
        server.addObjectPostProcessor(new ScopeAsking());
    }

    /** Named classes, because Spring finds out from the type what is theirs to process. */
    private final class AssertionDecoding implements ObjectPostProcessor<JwtClientAssertionAuthenticationProvider> {
        @Override
        public <O extends JwtClientAssertionAuthenticationProvider> O postProcess(O provider) {
            provider.setJwtDecoderFactory(client -> assertion -> {
                Map<String, Object> claims = assertions.checked(assertion, client).getClaims();
                // The assertion itself is used up: nobody after this needs it.
                return Jwt.withTokenValue("checked").header("alg", "checked").subject(client.getClientId()).jti(String.valueOf(claims.get("jti"))).build();
            });
            return provider;
        }
    }

    private static final class SecretChecking implements ObjectPostProcessor<ClientSecretAuthenticationProvider> {
        @Override
        public <O extends ClientSecretAuthenticationProvider> O postProcess(O provider) {
            provider.setPasswordEncoder(new ClientSecrets());
            return provider;
        }
    }

    private static final class ScopeAsking implements ObjectPostProcessor<OAuth2ClientCredentialsAuthenticationProvider> {
        @Override
        public <O extends OAuth2ClientCredentialsAuthenticationProvider> O postProcess(O provider) {
            provider.setAuthenticationValidator(ScopeAsking::check);
            return provider;
        }

        /** SMART backend services: scopes are asked for, and only those granted beforehand are given. */
        private static void check(OAuth2ClientCredentialsAuthenticationContext context) {
            OAuth2ClientCredentialsAuthenticationToken request = context.getAuthentication();
            List<SmartScope> allowed = context.getRegisteredClient().getScopes().stream().flatMap(scope -> SmartScope.of(scope).stream()).toList();
            boolean within = request.getScopes().stream().map(SmartScope::of).allMatch(scope -> scope.filter(smart -> smart.isWithin(allowed)).isPresent());
            if (request.getScopes().isEmpty() || !within) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_SCOPE);
            }
        }
    }
}
