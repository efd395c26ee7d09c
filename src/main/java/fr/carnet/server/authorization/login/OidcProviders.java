package fr.carnet.server.authorization.login;

import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.LoginSettings;
import fr.carnet.server.config.LoginSettings.Provider;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.stereotype.Component;

/** The configured identity providers. Discovery happens at the first login there, so that the server starts without them. */
@Component
class OidcProviders implements ClientRegistrationRepository {

    static final String CALLBACK = "/login/oidc/callback/";

    private final List<Provider> providers;
    private final String root;
    private final Map<String, ClientRegistration> known = new ConcurrentHashMap<>();

    OidcProviders(LoginSettings settings, AuthorizationSettings server) {
        this.providers = settings.oidc();
        this.root = server.issuer();
    }

    /** @return whether there is none */
    boolean isEmpty() {
        return providers.isEmpty();
    }

    /** @return the provider with this id */
    Optional<Provider> provider(String id) {
        return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return provider(id).map(provider -> known.computeIfAbsent(id, fresh -> registration(provider))).orElse(null);
    }

    private ClientRegistration registration(Provider provider) {
        LoginSettings.Endpoints at = provider.endpoints();
        ClientRegistration.Builder registration = at.authorize().isEmpty() ? ClientRegistrations.fromIssuerLocation(provider.issuer()).registrationId(provider.id())
                : ClientRegistration.withRegistrationId(provider.id()).authorizationUri(at.authorize()).tokenUri(at.token()).jwkSetUri(at.jwks())
                        .userInfoUri(at.userInfo().isEmpty() ? null : at.userInfo());
        return registration.issuerUri(provider.issuer()).clientId(provider.clientId()).clientSecret(provider.clientSecret()).clientName(provider.name())
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE).redirectUri(root + CALLBACK + provider.id()).scope(scopes(provider)).userNameAttributeName("sub").build();
    }

    private static List<String> scopes(Provider provider) {
        Set<String> scopes = new LinkedHashSet<>(List.of("openid"));
        scopes.addAll(provider.scopes());
        return new ArrayList<>(scopes);
    }
}
