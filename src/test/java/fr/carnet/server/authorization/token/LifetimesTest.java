package fr.carnet.server.authorization.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.DefaultOAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;

/** How long a code and a refresh token are good is said once: in the settings of the client that they are for. */
class LifetimesTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final RegisteredClient client = RegisteredClient.withId("app").clientId("app").clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE).redirectUri("https://app.example.org/cb")
            .tokenSettings(TokenSettings.builder().authorizationCodeTimeToLive(Duration.ofSeconds(7)).refreshTokenTimeToLive(Duration.ofDays(9)).build()).build();

    @Test
    @DisplayName("A code is good for as long as its client's settings say, by the server's clock")
    void code() {
        assertThat(ends(new Codes(clock).generate(context(new OAuth2TokenType(OAuth2ParameterNames.CODE))))).isEqualTo(NOW.plusSeconds(7));
    }

    @Test
    @DisplayName("A refresh token is good for as long as its client's settings say, by the server's clock")
    void refreshToken() {
        assertThat(ends(new RefreshTokens(clock).generate(context(OAuth2TokenType.REFRESH_TOKEN)))).isEqualTo(NOW.plus(Duration.ofDays(9)));
    }

    private OAuth2TokenContext context(OAuth2TokenType type) {
        OAuth2Authorization grant = OAuth2Authorization.withRegisteredClient(client).principalName("somebody").authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizedScopes(Set.of(AskedScopes.OFFLINE)).build();
        return DefaultOAuth2TokenContext.builder().registeredClient(client).authorization(grant).tokenType(type).build();
    }

    private static @Nullable Instant ends(@Nullable OAuth2Token token) {
        return token == null ? null : token.getExpiresAt();
    }
}
