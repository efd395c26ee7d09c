package fr.carnet.server.authorization.discovery;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.config.Customizer;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.stereotype.Component;

/** OpenID Connect Discovery and RFC 8414, as Spring makes them, saying what is offered here and not what Spring could. */
@Component
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class OAuthMetadata implements Customizer<OAuth2AuthorizationServerConfigurer> {

    /** What {@link NotOffered} answers 404 at. */
    private static final List<String> NOT_OFFERED = List.of("userinfo_endpoint", "end_session_endpoint", "device_authorization_endpoint", "registration_endpoint",
            "pushed_authorization_request_endpoint");

    @Override
    public void customize(OAuth2AuthorizationServerConfigurer server) {
        server.authorizationServerMetadataEndpoint(metadata -> metadata.authorizationServerMetadataCustomizer(document -> document.claims(said())));
        server.oidc(oidc -> oidc.providerConfigurationEndpoint(metadata -> metadata.providerConfigurationCustomizer(document -> document.claims(said()))));
    }

    private static Consumer<Map<String, Object>> said() {
        return claims -> {
            NOT_OFFERED.forEach(claims::remove);
            claims.put("grant_types_supported", Offered.GRANTS);
            claims.put("scopes_supported", Offered.SCOPES);
            claims.put("token_endpoint_auth_methods_supported", Stream.concat(Offered.CLIENT_AUTHENTICATION.stream(), Offered.PUBLIC_CLIENT.stream()).toList());
            claims.put("token_endpoint_auth_signing_alg_values_supported", Offered.ASSERTION_ALGORITHMS);
            claims.put("code_challenge_methods_supported", List.of("S256"));
        };
    }
}
