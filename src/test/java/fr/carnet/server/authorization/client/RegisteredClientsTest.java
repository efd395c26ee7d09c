package fr.carnet.server.authorization.client;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.authorization.client.ClientTraits.Kind;
import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.support.AppListing;
import fr.carnet.server.support.Apps;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** Who the OAuth clients are: the configured ones and the catalogue's, as they stand at each call. */
class RegisteredClientsTest {

    private final TestServer server = TestServer.running();
    private final RegisteredClientRepository clients = server.bean(RegisteredClientRepository.class);

    @ParameterizedTest
    @CsvSource({
        "APP,                   glucometre,       none,                                 authorization_code refresh_token, 3600",
        "APP,                   rendez-vous,      private_key_jwt,                      authorization_code refresh_token, 3600",
        "APP,                   portail,          client_secret_basic client_secret_post, authorization_code refresh_token, 3600",
        "FIRST_PARTY,           mon-application,  none,                                 authorization_code refresh_token, 3600",
        "STRUCTURE,             dpi-hopital,      private_key_jwt,                      client_credentials, 300",
        "STRUCTURE,             labo,             private_key_jwt,                      client_credentials, 300",
        "RESOURCE_SERVER,       entrepot,         client_secret_basic client_secret_post, urn:carnet:no-grant, 3600",
        "PROFESSIONAL_SOFTWARE, logiciel-medecin, private_key_jwt,                      urn:ietf:params:oauth:grant-type:token-exchange, 3600"})
    @DisplayName("SMART 2.2: every kind of client proves itself one way, has its grants alone, PKCE asked, codes of 60 s, refresh tokens of the configured lifetime and good once")
    void kinds(Kind kind, String id, String methods, String grants, long seconds) {
        RegisteredClient client = clients.findByClientId(id);
        assertThat(client).isNotNull().isEqualTo(clients.findById(client.getId()));
        assertThat(ClientTraits.of(client).kind()).isEqualTo(kind);
        assertThat(client.getClientAuthenticationMethods()).extracting("value").containsExactlyInAnyOrder((Object[]) methods.split(" "));
        assertThat(client.getAuthorizationGrantTypes()).extracting("value").containsExactlyInAnyOrder((Object[]) grants.split(" "));
        assertThat(client.getClientSettings().isRequireProofKey()).isTrue();
        assertThat(client.getClientSettings().isRequireAuthorizationConsent()).isTrue();
        assertThat(client.getTokenSettings().isReuseRefreshTokens()).isFalse();
        assertThat(client.getTokenSettings().getAuthorizationCodeTimeToLive()).isEqualTo(Duration.ofSeconds(60));
        assertThat(client.getTokenSettings().getRefreshTokenTimeToLive()).isEqualTo(server.bean(AuthorizationSettings.class).refreshToken());
        assertThat(client.getTokenSettings().getAccessTokenTimeToLive()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    @DisplayName("S6.1: a service that is offline, or that the catalogue does not list, is no client; from the very next call on")
    void online() {
        assertThat(clients.findByClientId(Apps.OFFLINE)).isNull();
        assertThat(clients.findById(Apps.OFFLINE)).isNull();
        assertThat(clients.findByClientId("inconnu")).isNull();
        AppListing app = server.clients().withSecret();
        try {
            app.offline().enter(server);
            assertThat(clients.findByClientId(OAuthClients.SECRET)).isNull();
            assertThat(clients.findById(OAuthClients.SECRET)).isNull();
        } finally {
            app.enter(server);
        }
        assertThat(clients.findByClientId(OAuthClients.SECRET)).isNotNull();
    }

    @Test
    @DisplayName("A catalogue entry cannot take a configured client's place")
    void taken() {
        AppListing impostor = new AppListing(903, OAuthClients.RESOURCE_SERVER, "client_secret_basic", "secretHash", server.clients().secretHash(), true);
        try {
            impostor.enter(server);
            assertThat(ClientTraits.of(clients.findByClientId(OAuthClients.RESOURCE_SERVER)).kind()).isEqualTo(Kind.RESOURCE_SERVER);
        } finally {
            impostor.offline().enter(server);
        }
    }
}
