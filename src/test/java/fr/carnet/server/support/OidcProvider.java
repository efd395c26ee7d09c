package fr.carnet.server.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** An identity provider (OpenID Connect): two clients of the server's configuration meet it, one that is told the national identity and one that is not. */
public final class OidcProvider {

    /** Id of the provider that tells the national identity, as the application carte Vitale does; its endpoints are configured. */
    public static final String CARTE_VITALE = "carte-vitale";

    /** Id of the provider that tells none, as FranceConnect does; its endpoints are discovered. */
    public static final String FRANCE_CONNECT = "franceconnect";

    /** The level of assurance that is enough. */
    public static final String STRONG = "eidas2";

    private static final String SECRET = "secret-of-the-test";

    private final HttpServer http;
    private final RSAKey key;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> claims = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> userInfo = new ConcurrentHashMap<>();

    OidcProvider() {
        try {
            key = new RSAKeyGenerator(2048).keyID("oidc").generate();
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        http.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, Map.of("issuer", issuer(), "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token", "userinfo_endpoint", issuer() + "/userinfo", "jwks_uri", issuer() + "/jwks", "subject_types_supported", new String[] {"pairwise"},
                "response_types_supported", new String[] {"code"}, "id_token_signing_alg_values_supported", new String[] {"RS256"})));
        http.createContext("/jwks", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toJSONObject()));
        http.createContext("/token", this::token);
        http.createContext("/userinfo", exchange -> answer(exchange, 200, userInfo.get(exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length()))));
        http.start();
    }

    /** @return its issuer */
    public String issuer() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        String vitale = "carnet.login.oidc[0].";
        String connect = "carnet.login.oidc[1].";
        settings.putAll(Map.of(vitale + "id", CARTE_VITALE, vitale + "name", "l'application carte Vitale", vitale + "ins-claim", "ins", vitale + "ins-system-claim", "ins_oid",
                vitale + "endpoints.authorize", issuer() + "/authorize", vitale + "endpoints.token", issuer() + "/token", vitale + "endpoints.user-info", issuer() + "/userinfo",
                vitale + "endpoints.jwks", issuer() + "/jwks"));
        settings.putAll(Map.of(connect + "id", FRANCE_CONNECT, connect + "name", "FranceConnect"));
        for (String provider : new String[] {vitale, connect}) {
            settings.putAll(Map.of(provider + "issuer", issuer(), provider + "client-id", "carnet", provider + "client-secret", SECRET, provider + "acr-values[0]", STRONG));
        }
        return settings;
    }

    /**
     * A person logs in there.
     *
     * @param asked    where the server sent the browser
     * @param idToken  claims of the ID token beside the usual ones
     * @param userinfo claims of the user info
     * @return where the browser is sent back to
     */
    public String logIn(String asked, Map<String, Object> idToken, Map<String, Object> userinfo) {
        Map<String, String> request = form(URI.create(asked).getRawQuery());
        if (!asked.startsWith(issuer() + "/authorize?") || !STRONG.equals(request.get("acr_values")) || !"S256".equals(request.get("code_challenge_method"))) {
            throw new AssertionError("not a request as configured: " + asked);
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, request);
        claims.put(code, idToken);
        userInfo.put(code, userinfo);
        return request.get("redirect_uri") + "?code=" + code + "&state=" + request.get("state");
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> sent = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> asked = codes.remove(sent.getOrDefault("code", ""));
        String basic = "Basic " + Base64.getEncoder().encodeToString(("carnet:" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (asked == null || !basic.equals(exchange.getRequestHeaders().getFirst("Authorization")) || !asked.get("code_challenge").equals(challenge(sent.get("code_verifier")))) {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        long now = System.currentTimeMillis() / 1000;
        Map<String, Object> all = new HashMap<>(Map.of("iss", issuer(), "aud", "carnet", "nonce", asked.get("nonce"), "iat", now, "exp", now + 60, "acr", STRONG));
        all.putAll(claims.get(sent.get("code")));
        answer(exchange, 200, Map.of("access_token", sent.get("code"), "token_type", "Bearer", "expires_in", 60, "id_token", signed(all)));
    }

    private String signed(Map<String, Object> all) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("oidc").build(), JWTClaimsSet.parse(all));
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&")).map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
