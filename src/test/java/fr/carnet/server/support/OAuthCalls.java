package fr.carnet.server.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWK;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests of OAuth clients to the authorization server. */
public final class OAuthCalls {

    /** Assertion type of RFC 7523. */
    public static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestServer server;

    /** @param server whose authorization server */
    public OAuthCalls(TestServer server) {
        this.server = server;
    }

    /** @return address of the token endpoint */
    public String tokenEndpoint() {
        return server.root() + "/oauth2/token";
    }

    /** @return an assertion of a client with keys, signed with its RSA key */
    public Assertion assertion(String client) {
        return assertion(client, server.clients().rsa());
    }

    /** @return an assertion of a client with keys */
    public Assertion assertion(String client, JWK key) {
        return new Assertion(client, tokenEndpoint(), server.clock().instant(), key);
    }

    /** @return the answer to a form posted to {@code /oauth2/...} */
    public Reply post(String endpoint, Map<String, String> form, Map<String, String> headers) {
        String body = form.entrySet().stream().map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        return server.api().send("POST", null, server.root() + endpoint, body.getBytes(StandardCharsets.UTF_8), all);
    }

    /** @return the answer to a structure's software that asks for a token with this assertion (SMART backend services) */
    public Reply backend(String assertion) {
        return backend(assertion, "system/DocumentReference.c");
    }

    /** @return the same for other scopes */
    public Reply backend(String assertion, String scope) {
        return post("/oauth2/token", Map.of("grant_type", "client_credentials", "scope", scope, "client_assertion_type", JWT_BEARER, "client_assertion", assertion), Map.of());
    }

    /** @return an access token of a structure's software */
    public String structureToken() {
        return String.valueOf(json(backend(assertion(OAuthClients.STRUCTURE).text())).get("access_token"));
    }

    /** @return the answer to somebody who asks about a token */
    public Reply introspect(String token, Map<String, String> headers) {
        return post("/oauth2/introspect", Map.of("token", token), headers);
    }

    /** @return the header of a client with a secret */
    public static Map<String, String> basic(String client, String secret) {
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8)));
    }

    /** @return a JSON answer */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> json(Reply reply) {
        try {
            return JSON.readValue(reply.text(), Map.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + reply.status() + " " + reply.text(), e);
        }
    }
}
