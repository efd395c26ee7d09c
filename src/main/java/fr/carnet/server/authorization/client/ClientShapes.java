package fr.carnet.server.authorization.client;

import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.OAuthClientSettings.Client;
import fr.carnet.server.storage.AppClients.AppClient;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** Clients as Spring's authorization server knows them. PKCE is asked of every one (SMART App Launch 2.2); a refresh token is good once. */
final class ClientShapes {

    /** SMART App Launch 2.2: codes end after about a minute. */
    private static final Duration CODE = Duration.ofSeconds(60);
    /** SMART App Launch 2.2, backend services: at most 300 s. */
    private static final Duration STRUCTURE_TOKEN = Duration.ofSeconds(300);
    private static final Duration LONGEST_TOKEN = Duration.ofHours(1);
    /** A client has to have one; no request is answered under this one. */
    private static final AuthorizationGrantType NO_GRANT = new AuthorizationGrantType("urn:carnet:no-grant");

    private final AuthorizationSettings settings;

    ClientShapes(AuthorizationSettings settings) {
        this.settings = settings;
    }

    RegisteredClient app(AppClient app) {
        ClientTraits traits = new ClientTraits(ClientTraits.Kind.APP, Optional.empty(), app.credentials().jwks(), app.credentials().jwksUri());
        return shaped(app.clientId(), traits, app.credentials().secretHash()).clientName(app.name().getOrDefault("fr", app.clientId()))
                .redirectUris(uris -> uris.addAll(app.redirectUris())).scopes(scopes -> scopes.addAll(app.scopes())).build();
    }

    RegisteredClient configured(Client client) {
        ClientTraits traits = new ClientTraits(ClientTraits.Kind.valueOf(client.kind().name()), Optional.ofNullable(client.structure()),
                Optional.ofNullable(client.jwks()), Optional.ofNullable(client.jwksUri()));
        RegisteredClient.Builder shaped = shaped(client.clientId(), traits, Optional.ofNullable(client.secretHash())).clientName(client.clientId())
                .redirectUris(uris -> uris.addAll(client.redirectUris())).scopes(scopes -> scopes.addAll(client.scopes()));
        Optional.ofNullable(client.certificateSubject()).ifPresent(subject -> certified(shaped, traits, subject));
        return shaped.build();
    }

    /** RFC 8705: the certificate is the proof, and its tokens are bound to it. */
    private void certified(RegisteredClient.Builder client, ClientTraits traits, String subject) {
        client.clientAuthenticationMethods(methods -> {
            methods.clear();
            methods.add(ClientAuthenticationMethod.TLS_CLIENT_AUTH);
        }).clientSettings(proof(traits).x509CertificateSubjectDN(new X500Principal(subject).getName()).build())
                .tokenSettings(tokens(traits.kind()).x509CertificateBoundAccessTokens(true).build());
    }

    private RegisteredClient.Builder shaped(String clientId, ClientTraits traits, Optional<String> secretHash) {
        RegisteredClient.Builder client = RegisteredClient.withId(clientId).clientId(clientId);
        ClientSettings.Builder proof = proof(traits);
        if (traits.hasKeys()) {
            client.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
            proof.tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.RS384);
        } else if (secretHash.isPresent()) {
            client.clientSecret(secretHash.get()).clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        } else {
            client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        }
        grants(traits.kind()).forEach(client::authorizationGrantType);
        return client.clientSettings(proof.build()).tokenSettings(tokens(traits.kind()).build());
    }

    private static ClientSettings.Builder proof(ClientTraits traits) {
        return traits.into(ClientSettings.builder()).requireProofKey(true).requireAuthorizationConsent(true);
    }

    private static Set<AuthorizationGrantType> grants(ClientTraits.Kind kind) {
        return switch (kind) {
            case APP, FIRST_PARTY -> Set.of(AuthorizationGrantType.AUTHORIZATION_CODE, AuthorizationGrantType.REFRESH_TOKEN);
            case STRUCTURE -> Set.of(AuthorizationGrantType.CLIENT_CREDENTIALS);
            case PROFESSIONAL_SOFTWARE -> Set.of(AuthorizationGrantType.TOKEN_EXCHANGE);
            case RESOURCE_SERVER -> Set.of(NO_GRANT);
        };
    }

    private TokenSettings.Builder tokens(ClientTraits.Kind kind) {
        Duration longest = kind == ClientTraits.Kind.STRUCTURE ? STRUCTURE_TOKEN : LONGEST_TOKEN;
        return TokenSettings.builder().authorizationCodeTimeToLive(CODE).reuseRefreshTokens(false).refreshTokenTimeToLive(settings.refreshToken())
                .accessTokenTimeToLive(settings.accessToken().compareTo(longest) < 0 ? settings.accessToken() : longest)
                .idTokenSignatureAlgorithm(SignatureAlgorithm.RS256);
    }
}
