package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SMART App Launch 2.2, "Scopes for requesting identity data": who logged in, as the app may check it. */
class OpenIdTest {

    private final TestServer server = TestServer.running();
    private final OAuth oauth = new OAuth(server);
    private final Cast cast = Cast.of(server);

    @Test
    @Tag("OIDC-01")
    @DisplayName("openid-configuration is where the id_token's iss says, with its seven required members, subject types and RS256 among them")
    void configuration() throws Exception {
        String issuer = claims(token(launched())).getIssuer();
        assertThat(issuer).isEqualTo(server.root());
        JsonNode configuration = oauth.get(issuer + "/.well-known/openid-configuration").json();
        assertThat(configuration.path("issuer").asText()).isEqualTo(issuer);
        for (String address : List.of("authorization_endpoint", "token_endpoint", "jwks_uri")) {
            assertThat(URI.create(configuration.path(address).asText()).isAbsolute()).as(address).isTrue();
        }
        for (String list : List.of("response_types_supported", "subject_types_supported", "id_token_signing_alg_values_supported")) {
            assertThat(configuration.path(list).isArray() && !configuration.path(list).isEmpty()).as(list).isTrue();
        }
        assertThat(configuration.path("id_token_signing_alg_values_supported").toString()).contains("\"RS256\"").doesNotContain("none");
    }

    @Test
    @Tag("OIDC-02")
    @DisplayName("The key set holds RSA public keys with a kid, no private part")
    void keys() throws Exception {
        List<JWK> keys = keySet().getKeys();
        assertThat(keys).isNotEmpty().allSatisfy(key -> {
            assertThat(key.getKeyID()).isNotBlank();
            assertThat(key.isPrivate()).isFalse();
        });
        assertThat(keys).anyMatch(key -> key.getKeyType().getValue().equals("RSA"));
    }

    @Test
    @Tag("OIDC-03")
    @DisplayName("The id_token is signed RS256 by a key of that set")
    void signature() throws Exception {
        SignedJWT token = token(launched());
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        JWK key = keySet().getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(key).as(token.getHeader().getKeyID()).isNotNull();
        assertThat(token.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
    }

    @Test
    @Tag("OIDC-04")
    @DisplayName("Its claims: iss, sub of at most 255 characters, aud, exp, iat, the nonce of the request; no national identity")
    void claims() throws Exception {
        SmartApp app = cast.publicApp();
        Pkce pkce = Pkce.fresh();
        Holder holder = cast.holder();
        Parameters request = app.authorization(SmartApp.SCOPE, pkce).with("nonce", "n-0S6_WzA2Mj");
        Grant grant = Grant.of(app, app.exchange(holder.code(app, request, Holder.AS_OFFERED, cast.purpose()), pkce.verifier()));
        JWTClaimsSet claims = claims(token(grant));
        assertThat(claims.getSubject()).isNotBlank().hasSizeLessThanOrEqualTo(255);
        assertThat(claims.getAudience()).containsExactly(app.id());
        assertThat(claims.getExpirationTime()).isAfter(new Date());
        assertThat(claims.getIssueTime()).isNotNull();
        assertThat(claims.getStringClaim("nonce")).isEqualTo("n-0S6_WzA2Mj");
        assertThat(claims.toString()).doesNotContain(holder.record().ins());
        assertThat(SignedJWT.parse(grant.accessToken()).getJWTClaimsSet().toString()).doesNotContain(holder.record().ins());
    }

    @Test
    @Tag("OIDC-05")
    @DisplayName("fhirUser is the absolute URL of a resource that the token reads; an app in a browser too")
    void fhirUser() throws Exception {
        Grant grant = launched();
        String fhirUser = claims(token(grant)).getStringClaim("fhirUser");
        assertThat(fhirUser).isEqualTo(server.api().base() + "/Patient/" + grant.patient());
        String origin = URI.create(grant.app().redirectUri()).resolve("/").toString().replaceAll("/$", "");
        Reply read = server.api().get(grant.accessToken(), fhirUser, Map.of("Code-Finalite", cast.purpose(), "Origin", origin));
        assertThat(read.status()).as(read.text()).isEqualTo(200);
        assertThat(read.header("Access-Control-Allow-Origin")).isEqualTo(origin);
    }

    @Test
    @Tag("OIDC-07")
    @DisplayName("The same holder has the same sub at every launch, two persons have two")
    void subject() throws Exception {
        Holder holder = cast.holder();
        List<String> subjects = new ArrayList<>();
        for (int n = 0; n < 2; n++) {
            subjects.add(claims(token(holder.launch(cast.publicApp(), SmartApp.SCOPE, cast.purpose()))).getSubject());
        }
        assertThat(subjects.get(0)).isEqualTo(subjects.get(1));
        assertThat(claims(token(launched())).getSubject()).isNotEqualTo(subjects.get(0));
    }

    private Grant launched() {
        return cast.holder().launch(cast.publicApp(), SmartApp.SCOPE, cast.purpose());
    }

    private JWKSet keySet() throws Exception {
        return JWKSet.parse(oauth.get(oauth.get("/.well-known/openid-configuration").json().path("jwks_uri").asText()).body());
    }

    private static SignedJWT token(Grant grant) throws Exception {
        return SignedJWT.parse(grant.answer().text("id_token"));
    }

    private static JWTClaimsSet claims(SignedJWT token) throws Exception {
        return token.getJWTClaimsSet();
    }
}
