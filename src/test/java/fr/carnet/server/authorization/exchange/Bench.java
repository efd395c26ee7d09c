package fr.carnet.server.authorization.exchange;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import fr.carnet.server.support.Api;
import fr.carnet.server.support.OAuthClients;
import fr.carnet.server.support.ProSanteConnectSite;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestAuthority;
import fr.carnet.server.support.TestServer;
import fr.carnet.server.support.Tokens;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** One server over TLS, one Pro Santé Connect and two kinds of professional software; shared by the tests of the exchange. */
final class Bench {

    /** Software that its certificate authenticates. */
    static final String BY_CERTIFICATE = "logiciel-certificat";
    /** Software that its key authenticates. */
    static final String BY_KEY = "logiciel-cle";
    /** What both may ask for. */
    static final String SCOPE = "dmp";
    /** Address of the reverse proxy that is trusted; connections can be made from it on loopback. */
    static final String PROXY = "127.0.0.9";
    static final String HEADER = "Client-Cert";
    static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

    final TestAuthority authority = new TestAuthority();
    final TestAuthority.Holder software = authority.issue("CN=logiciel,OU=1990000018,O=Cabinet,C=FR");
    final TestAuthority.Holder somebodyElse = authority.issue("CN=autre,OU=1990000019,O=Cabinet,C=FR");
    final ProSanteConnectSite connect = new ProSanteConnectSite(Clock.systemUTC());
    final TestServer server;
    final HttpClient withCertificate = HttpClient.newBuilder().sslContext(authority.clientOf(software)).build();
    final HttpClient withAnother = HttpClient.newBuilder().sslContext(authority.clientOf(somebodyElse)).build();
    final HttpClient without = HttpClient.newBuilder().sslContext(authority.clientWithout()).build();

    private final RSAKey key = key();

    private Bench() {
        Map<String, Object> settings = new HashMap<>(connect.settings());
        settings.put("carnet.security.client-certificate.header", HEADER);
        settings.put("carnet.security.client-certificate.trusted-proxies", PROXY);
        software(settings, 5, BY_CERTIFICATE, "certificate-subject", "CN=logiciel, OU=1990000018, O=Cabinet, C=FR");
        software(settings, 6, BY_KEY, "jwks", OAuthClients.publicKeys(key));
        server = TestServer.secured(authority, settings);
    }

    static Bench shared() {
        return Shared.BENCH;
    }

    /** @return userinfo of a professional with these exercices */
    @SafeVarargs
    static Map<String, Object> professional(String id, Map<String, Object>... exercises) {
        return Tokens.professionalClaims(id, List.of(exercises));
    }

    /** @return userinfo of a general practitioner */
    static Map<String, Object> doctor(String id) {
        return professional(id, Tokens.exercise("10", "SM54", null));
    }

    /** @return parameters of a good request, to be bent by a test */
    static Map<String, String> asking(String subjectToken) {
        return new TreeMap<>(Map.of("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange", "subject_token", subjectToken, "subject_token_type", ACCESS_TOKEN,
                "scope", SCOPE));
    }

    /** @return the answer to a client that shows its certificate */
    Reply byCertificate(Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.putIfAbsent("client_id", BY_CERTIFICATE);
        return token(withCertificate, all);
    }

    /** @return the answer to a client that signs an assertion */
    Reply byKey(HttpClient http, Map<String, String> parameters) {
        Instant now = server.clock().instant();
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("client_id", BY_KEY);
        all.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        all.put("client_assertion", signedByClient(new JWTClaimsSet.Builder().issuer(BY_KEY).subject(BY_KEY).audience(server.root() + "/oauth2/token")
                .jwtID(UUID.randomUUID().toString()).issueTime(Date.from(now)).expirationTime(Date.from(now.plus(Duration.ofMinutes(4)))).build()));
        return token(http, all);
    }

    /** @return the token endpoint's answer */
    Reply token(HttpClient http, Map<String, String> parameters) {
        return post(http, "/oauth2/token", parameters);
    }

    /** @return the answer to software that its certificate authenticates and that revokes a token (RFC 7009) */
    Reply revoke(HttpClient http, String token) {
        return post(http, "/oauth2/revoke", Map.of("client_id", BY_CERTIFICATE, "token", token));
    }

    private Reply post(HttpClient http, String path, Map<String, String> parameters) {
        return new Api(server.root(), http).send("POST", null, path, body(parameters).getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    /** @return the FHIR endpoint's answer */
    Reply fhir(HttpClient http, String token, String path) {
        return new Api(server.api().base(), http).get(token, path);
    }

    static String body(Map<String, String> parameters) {
        return parameters.entrySet().stream().map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }

    /** @return claims of an actor token */
    static JWTClaimsSet.Builder actor(String situation) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().claim("lps_nom", "Cabinet+").claim("lps_id", "LPS-42").claim("lps_version", "7.1");
        return situation == null ? claims : claims.claim("situation_exercice", situation);
    }

    /** @return an unsigned JWT */
    static String plain(JWTClaimsSet claims) {
        return new PlainJWT(claims).serialize();
    }

    /** @return a JWT that the key of {@link #BY_KEY} signed */
    String signedByClient(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS384).keyID(key.getKeyID()).build(), claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("logiciel-1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void software(Map<String, Object> settings, int n, String id, String proof, String value) {
        String prefix = "carnet.authorization.clients[" + n + "].";
        settings.putAll(Map.of(prefix + "client-id", id, prefix + "kind", "professional-software", prefix + proof, value, prefix + "scopes", SCOPE));
    }

    /** Started when the first test asks for it. */
    private static final class Shared {

        private static final Bench BENCH = new Bench();
    }
}
