package fr.carnet.server.authorization.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.server.support.Browser;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/** SMART App Launch 2.2 of the public app: authorization code with PKCE, through the pages. */
final class PageLaunch {

    /** RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final TestServer server;
    private final Browser browser;

    PageLaunch(TestServer server, Browser browser) {
        this.server = server;
        this.browser = browser;
    }

    /** @return the page that the app's request leads to */
    Browser.Page ask(String scopes) {
        return browser.open(address(scopes));
    }

    /** @return where the app sends a person */
    String address(String scopes) {
        return "/oauth2/authorize?response_type=code&client_id=" + Scene.APP + "&redirect_uri=" + encoded(Scene.redirectUri()) + "&scope=" + encoded(scopes)
                + "&state=0123456789abcdef0123456789abcdef&aud=" + encoded(server.api().base()) + "&code_challenge=" + CHALLENGE + "&code_challenge_method=S256";
    }

    /** @return the answer after "Autoriser", with this purpose ticked */
    Browser.Page agree(Browser.Page consent, String purpose) {
        return browser.submit(consent, "#consent", Map.of("purpose", purpose));
    }

    /** @return the token response for the code that the page led to */
    JsonNode tokens(Browser.Page answered) {
        String code = parameter(answered, "code");
        assertThat(code).as(answered.location() + answered.response().body()).isNotNull();
        return json(browser.post("/oauth2/token", "grant_type=authorization_code&client_id=" + Scene.APP + "&redirect_uri=" + encoded(Scene.redirectUri())
                + "&code=" + encoded(code) + "&code_verifier=" + VERIFIER), 200);
    }

    /** @return the answer to a refresh */
    Browser.Page refresh(JsonNode tokens) {
        return browser.post("/oauth2/token", "grant_type=refresh_token&client_id=" + Scene.APP + "&refresh_token=" + encoded(tokens.get("refresh_token").asText()));
    }

    /** @return the tokens of a launch with this purpose ticked */
    JsonNode connected(String purpose) {
        return tokens(agree(ask(Scene.SCOPES), purpose));
    }

    /** @return the tokens of a launch for this one of several records, with this purpose ticked */
    JsonNode connectedFor(Records.Opened record, String purpose) {
        return tokens(agree(browser.submit(ask(Scene.SCOPES), "#profiles", Map.of("patient", record.id())), purpose));
    }

    /** @return a parameter of where the page leads to */
    static String parameter(Browser.Page answered, String name) {
        return UriComponentsBuilder.fromUriString(answered.location()).build().getQueryParams().getFirst(name);
    }

    private static JsonNode json(Browser.Page page, int status) {
        assertThat(page.status()).as(page.response().body()).isEqualTo(status);
        try {
            return new ObjectMapper().readTree(page.response().body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return the value as it stands in a form */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
