package fr.carnet.server.authorization.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.OAuthClientSettings;
import fr.carnet.server.config.OAuthClientSettings.Client;
import fr.carnet.server.config.OAuthClientSettings.Kind;
import fr.carnet.server.config.RefusedSettingException;
import fr.carnet.server.config.SecuritySettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** {@code carnet.authorization.clients}: a client that could not work, or would be weak, stops the start, which says what is wrong with which setting. */
class ConfiguredClientsTest {

    private static final String APP = "mon-application";
    private static final String URI = "https://editeur.example.org/jwks";
    private static final String HASH = "{bcrypt}" + new BCryptPasswordEncoder(4).encode("secret");
    private static final Set<String> SYSTEM = Set.of("system/DocumentReference.c");

    @Test
    @DisplayName("One of each kind is fine")
    void good() throws JOSEException {
        assertThatCode(() -> configured(
                client("dpi", Kind.STRUCTURE, "1990000018", keys(rsa("a", 2048), ec("b", Curve.P_384)), null, null, null, List.of(), SYSTEM),
                client("dpi-mtls", Kind.STRUCTURE, "1990000018", null, null, null, "CN=dpi,O=Hopital,C=FR", List.of(), SYSTEM),
                client("entrepot", Kind.RESOURCE_SERVER, null, null, null, HASH, null, List.of(), Set.of()),
                client("logiciel", Kind.PROFESSIONAL_SOFTWARE, null, null, URI, null, null, List.of(), Set.of()),
                client(APP, Kind.FIRST_PARTY, null, null, null, null, null, List.of("https://app.example.org/cb", "http://127.0.0.1/cb", "org.example.app:/cb"), Set.of("openid"))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://app.example.org/cb", "https://app.example.org/cb#x", "https://*.example.org/cb", "https://app.example.org/*", "/cb", "javascript:alert(1)",
        "https://user@app.example.org/cb", "https:", "app:/cb", "data:text/html,x", "http://127.0.0.1.example.org/cb", "not an uri"})
    @DisplayName("Redirect URIs are exact: https, loopback or a private scheme, no fragment, no wildcard, no user")
    void redirectUris(String uri) {
        refused("redirect-uris", client(APP, Kind.FIRST_PARTY, null, null, null, null, null, List.of(uri), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://editeur.example.org/jwks", "file:/etc/jwks", "https:", "http://127.0.0.1@example.org/jwks", "https://u:p@example.org/jwks", "jwks"})
    @DisplayName("Keys come over https, or http on loopback")
    void places(String uri) {
        refused("jwks-uri", client("dpi", Kind.STRUCTURE, "1990000018", null, uri, null, null, List.of(), SYSTEM));
    }

    @Test
    @DisplayName("Keys are public, strong, of a type that is used, each with a kid of its own")
    void keys() throws JOSEException {
        RSAKey good = rsa("a", 2048);
        for (String jwks : List.of(new JWKSet(good).toString(false), keys(rsa("a", 1024)), keys(ec("a", Curve.P_256)), keys(good, ec("a", Curve.P_384)),
                keys(new RSAKey.Builder(good).keyID(null).build()), "{\"keys\":[]}", "{}", "rien")) {
            RefusedSettingException refused = refused("jwks", client("dpi", Kind.STRUCTURE, "1990000018", jwks, null, null, null, List.of(), SYSTEM));
            assertThat(refused.getMessage() + refused.remedy()).doesNotContain(good.getPrivateExponent().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"motdepasse", "{noop}motdepasse", "{bcrypt}motdepasse", "{sha256}abc", "$2a$10$abc"})
    @DisplayName("A secret is there as a hash that is known, or the start is refused without quoting it")
    void hashes(String hash) {
        RefusedSettingException refused = refused("secret-hash", client("entrepot", Kind.RESOURCE_SERVER, null, null, null, hash, null, List.of(), Set.of()));
        assertThat(refused.getMessage() + refused.remedy()).doesNotContain(hash);
    }

    @Test
    @DisplayName("Ids are unique, visible ASCII, and not the pages' own; a first-party client is named as such where purposes are waived")
    void ids() {
        Client one = client("entrepot", Kind.RESOURCE_SERVER, null, null, null, HASH, null, List.of(), Set.of());
        assertThatThrownBy(() -> configured(one, one)).isInstanceOfSatisfying(RefusedSettingException.class,
                refused -> assertThat(refused.setting()).isEqualTo("carnet.authorization.clients[1].client-id"));
        for (String id : List.of("carnet-pages", "a b", "é", "x".repeat(101))) {
            refused("client-id", client(id, Kind.RESOURCE_SERVER, null, null, null, HASH, null, List.of(), Set.of()));
        }
        refused("client-id", client("autre", Kind.FIRST_PARTY, null, null, null, null, null, List.of("https://app.example.org/cb"), Set.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "STRUCTURE,             ,           uri,  ,     '',          system/DocumentReference.c, structure",
        "STRUCTURE,             1990000018, ,     hash, '',          system/DocumentReference.c, secret-hash",
        "STRUCTURE,             1990000018, ,     ,     '',          system/DocumentReference.c, jwks",
        "STRUCTURE,             1990000018, uri,  ,     '',          patient/*.rs,               scopes",
        "STRUCTURE,             1990000018, uri,  ,     '',          system/nothing,             scopes",
        "STRUCTURE,             1990000018, uri,  ,     https://a.example.org/cb, system/DocumentReference.c, redirect-uris",
        "RESOURCE_SERVER,       1990000018, uri,  ,     '',          openid,                     structure",
        "RESOURCE_SERVER,       ,           ,     ,     '',          openid,                     jwks",
        "PROFESSIONAL_SOFTWARE, ,           uri,  hash, '',          openid,                     jwks",
        "FIRST_PARTY,           ,           ,     ,     '',          openid,                     redirect-uris"})
    @DisplayName("Each kind proves itself its way, and has what goes with it")
    void kinds(Kind kind, String structure, String uri, String hash, String redirect, String scope, String setting) {
        refused(setting, client(APP, kind, structure, null, uri == null ? null : URI, hash == null ? null : HASH, null, redirect.isEmpty() ? List.of() : List.of(redirect), Set.of(scope)));
    }

    private static RefusedSettingException refused(String setting, Client client) {
        try {
            configured(client);
        } catch (RefusedSettingException refused) {
            assertThat(refused.setting()).isEqualTo("carnet.authorization.clients[0]." + setting);
            assertThat(refused.remedy()).isNotBlank();
            return refused;
        }
        throw new AssertionError("accepted: " + client);
    }

    private static void configured(Client... clients) {
        new ConfiguredClients(new OAuthClientSettings(List.of(clients)), new SecuritySettings(List.of(), Set.of(APP)),
                new ClientShapes(new AuthorizationSettings(true, "https://carnet.example.org", Duration.ofHours(1), Duration.ofDays(180), Duration.ofHours(1))));
    }

    private static Client client(String id, Kind kind, String structure, String jwks, String uri, String hash, String subject, List<String> redirects, Set<String> scopes) {
        return new Client(id, kind, structure, jwks, uri, hash, subject, redirects, scopes);
    }

    private static String keys(JWK... keys) {
        return new JWKSet(List.of(keys)).toString(true);
    }

    private static RSAKey rsa(String kid, int bits) throws JOSEException {
        return new RSAKeyGenerator(bits, true).keyID(kid).generate();
    }

    private static ECKey ec(String kid, Curve curve) throws JOSEException {
        return new ECKeyGenerator(curve).keyID(kid).generate();
    }
}
