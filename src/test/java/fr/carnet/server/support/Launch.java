package fr.carnet.server.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A standalone launch, step by step, each step as an app or its user may bend it (SMART App Launch 2.2). */
public final class Launch {

    /** A public app. */
    public static final String APP = OAuthClients.PUBLIC;
    /** An app with a secret. */
    public static final String CONFIDENTIAL = OAuthClients.SECRET;
    /** Redirect URI of both: nobody listens there. */
    public static final String REDIRECT = OAuthClients.REDIRECT;
    /** What the app asks for when a test does not say. */
    public static final String SCOPES = "launch/patient openid fhirUser offline_access patient/Observation.rs";
    /** A code verifier. */
    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestServer server;
    private final Browser browser;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    /** A launch of the public app with everything right. */
    public Launch(TestServer server) {
        this.server = server;
        this.browser = new Browser(server.root());
        parameters.putAll(Map.of("response_type", "code", "client_id", APP, "redirect_uri", REDIRECT, "scope", SCOPES, "state", "f9b5c2f0a7e94e0e8a3d", "aud", server.api().base(),
                "code_challenge", challenge(VERIFIER), "code_challenge_method", "S256"));
    }

    /** The same with another parameter. */
    public Launch with(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /** The same without a parameter. */
    public Launch without(String name) {
        parameters.remove(name);
        return this;
    }

    /** @return the user's browser */
    public Browser browser() {
        return browser;
    }

    /** @return where the app sends its user */
    public String address() {
        return server.root() + "/oauth2/authorize?" + form(parameters);
    }

    /** @return the parameters as a form */
    public String form() {
        return form(parameters);
    }

    /** @return the page that a person without a session gets */
    public Browser.Page asked() {
        return browser.open(address());
    }

    /** The person logs in, where the app sent it. */
    public Browser.Page loggedIn(Person person) {
        return loggedIn(asked(), person);
    }

    /** The person logs in on this page. */
    public Browser.Page loggedIn(Browser.Page login, Person person) {
        return server.people().logIn(browser, login, person.who());
    }

    /**
     * The person consents.
     *
     * @param page   where the login led: the consent page's address
     * @param more   further fields, such as {@code patient}
     * @param scopes scopes left ticked
     * @return the answer: a redirect to the app when all is well
     */
    public Browser.Page consented(Browser.Page page, Map<String, String> more, String... scopes) {
        Map<String, String> asked = query(page.uri().toString());
        List<String> fields = new ArrayList<>(List.of("client_id=" + encoded(asked.getOrDefault("client_id", "")), "state=" + encoded(asked.getOrDefault("state", ""))));
        Arrays.stream(scopes).forEach(scope -> fields.add("scope=" + encoded(scope)));
        fields.add(form(more));
        return browser.post("/oauth2/authorize", String.join("&", fields));
    }

    /** @return the code, after login and consent to all that was asked */
    public String code(Person person) {
        Browser.Page answer = consented(loggedIn(person), Map.of("patient", person.record().id()), parameters.get("scope").split(" "));
        String code = query(answer.location()).get("code");
        if (code == null) {
            throw new AssertionError("no code: " + answer.status() + " " + answer.location() + " " + answer.response().body());
        }
        return code;
    }

    /** @return the answer of the token endpoint to the public app's code */
    public Reply exchanged(String code) {
        return token(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", REDIRECT, "client_id", APP, "code_verifier", VERIFIER));
    }

    /** @return the answer of the token endpoint to the public app's refresh token */
    public Reply refreshed(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "client_id", APP));
    }

    /** @return the answer of the token endpoint, the app sending no header */
    public Reply token(Map<String, String> form) {
        return token(form, Map.of());
    }

    /** @return the answer of the token endpoint */
    public Reply token(Map<String, String> form, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        return server.api().send("POST", null, server.root() + "/oauth2/token", form(form).getBytes(StandardCharsets.UTF_8), all);
    }

    /** @return the tokens of a whole launch */
    public JsonNode tokens(Person person) {
        return json(exchanged(code(person)), 200);
    }

    /** @return the answer as JSON, once it has this status */
    public static JsonNode json(Reply reply, int status) {
        if (reply.status() != status) {
            throw new AssertionError("expected " + status + ", got " + reply.status() + " " + reply.text());
        }
        try {
            return JSON.readTree(reply.text());
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + reply.text(), e);
        }
    }

    /** @return the claims of a JWT, unchecked */
    public static JsonNode claims(String jwt) {
        try {
            return JSON.readTree(new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JWT", e);
        }
    }

    /** @return the parameters in an address */
    public static Map<String, String> query(String address) {
        String query = address.isEmpty() ? null : URI.create(address).getRawQuery();
        return query == null ? Map.of() : Arrays.stream(query.split("&")).map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1]), (first, second) -> second, LinkedHashMap::new));
    }

    /** @return S256 of a verifier */
    public static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream().map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue())).collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
