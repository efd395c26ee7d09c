package fr.carnet.server.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** In the place of Pro Santé Connect: keys, introspection and userinfo as its public description has them, over HTTP on loopback. */
public final class ProSanteConnectSite {

    /** Its issuer. */
    public static final String ISSUER = "https://psc.test/auth/realms/esante-wallet";
    /** Access tokens live two minutes there. */
    public static final Duration LIFETIME = Duration.ofMinutes(2);
    /** Client of Carnet there. */
    public static final String CLIENT = "carnet-chez-psc";
    /** Its secret. */
    public static final String SECRET = "secret:avec%deux points";
    /** Client of the professionals' software there. */
    public static final String SOFTWARE = "logiciel-chez-psc";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;
    private final RSAKey key;
    private final HttpServer site;
    private final Map<String, Map<String, Object>> people = new ConcurrentHashMap<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final AtomicInteger userinfos = new AtomicInteger();
    private volatile int status = 200;
    private volatile boolean signedUserinfo;

    /** @param clock whose time its tokens live by */
    public ProSanteConnectSite(Clock clock) {
        this.clock = clock;
        try {
            key = new RSAKeyGenerator(2048).keyID("psc-1").generate();
            site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        site.createContext("/certs", exchange -> answer(exchange, 200, "application/json", new JWKSet(key.toPublicJWK()).toString()));
        site.createContext("/introspect", this::introspect);
        site.createContext("/userinfo", this::userinfo);
        site.start();
    }

    /** @return settings of a server that exchanges its tokens */
    public Map<String, Object> settings() {
        String prefix = "carnet.authorization.exchange.";
        return Map.of(prefix + "issuer", ISSUER, prefix + "mode", "both", prefix + "jwks-uri", at("/certs"), prefix + "introspection-uri", at("/introspect"),
                prefix + "userinfo-uri", at("/userinfo"), prefix + "client-id", CLIENT, prefix + "client-secret", SECRET);
    }

    /** @return absolute address of one of its paths */
    public String at(String path) {
        return "http://127.0.0.1:" + site.getAddress().getPort() + path;
    }

    /** @return its key, the private half too */
    public RSAKey key() {
        return key;
    }

    /** @return an access token of this professional, whose userinfo from now on is this */
    public String login(Map<String, Object> userinfo) {
        return sign(claims(userinfo).build());
    }

    /** @return claims of an access token of this professional, to be bent by a test */
    public JWTClaimsSet.Builder claims(Map<String, Object> userinfo) {
        people.put((String) userinfo.get("sub"), userinfo);
        return new JWTClaimsSet.Builder().issuer(ISSUER).subject((String) userinfo.get("sub")).jwtID(UUID.randomUUID().toString()).audience("account")
                .claim("typ", "Bearer").claim("azp", SOFTWARE).claim("SubjectNameID", userinfo.get("SubjectNameID"))
                .issueTime(Date.from(clock.instant())).expirationTime(Date.from(clock.instant().plus(LIFETIME)));
    }

    /** @return a token that it signs */
    public String sign(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID(key.getKeyID()).build(), claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the session that a token is of: it is no longer active. */
    public void end(String token) {
        ended.add(token);
    }

    /** Until the handle is closed, introspection and userinfo answer with this status. */
    public TestClock.Moved answering(int newStatus) {
        status = newStatus;
        return () -> status = 200;
    }

    /** Until the handle is closed, userinfo is a signed JWT. */
    public TestClock.Moved signingUserinfo() {
        signedUserinfo = true;
        return () -> signedUserinfo = false;
    }

    /** @return how often userinfo was asked for */
    public int userinfos() {
        return userinfos.get();
    }

    private void introspect(HttpExchange exchange) throws IOException {
        String basic = "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (status != 200 || !"POST".equals(exchange.getRequestMethod()) || !basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, status == 200 ? 401 : status, "application/json", "{}");
            return;
        }
        String token = form.getOrDefault("token", "");
        Map<String, Object> said = isActive(token) ? new HashMap<>(parsed(token).toJSONObject()) : new HashMap<>();
        said.put("active", !said.isEmpty());
        answer(exchange, 200, "application/json", json(said));
    }

    private void userinfo(HttpExchange exchange) throws IOException {
        userinfos.incrementAndGet();
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")).replaceFirst("^Bearer ", "");
        if (status != 200 || !isActive(token)) {
            answer(exchange, status == 200 ? 401 : status, "application/json", "{}");
            return;
        }
        Map<String, Object> person = people.get(parsed(token).getSubject());
        if (!signedUserinfo) {
            answer(exchange, 200, "application/json;charset=UTF-8", json(person));
            return;
        }
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(ISSUER).audience(SOFTWARE);
        person.forEach(claims::claim);
        answer(exchange, 200, "application/jwt", sign(claims.build()));
    }

    private boolean isActive(String token) {
        try {
            return !ended.contains(token) && SignedJWT.parse(token).verify(new RSASSAVerifier(key))
                    && (parsed(token).getExpirationTime() == null || parsed(token).getExpirationTime().toInstant().isAfter(clock.instant()));
        } catch (ParseException | JOSEException notItsOwn) {
            return false;
        }
    }

    private static JWTClaimsSet parsed(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
