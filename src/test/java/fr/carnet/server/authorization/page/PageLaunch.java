package fr.carnet.server.authorization.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.carnet.server.support.Browser;
import fr.carnet.server.support.Launch;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A standalone launch of the scene's app by a person who is logged in, through the forms of the pages. */
final class PageLaunch {

    private final TestServer server;
    private final Browser browser;

    PageLaunch(TestServer server, Browser browser) {
        this.server = server;
        this.browser = browser;
    }

    /** @return the page that the app's request leads to */
    Browser.Page ask(String scopes) {
        return browser.open(launch().with("scope", scopes).address());
    }

    /** @return the answer after "Autoriser", with this purpose ticked */
    Browser.Page agree(Browser.Page consent, String purpose) {
        return browser.submit(consent, "#consent", Map.of("purpose", purpose));
    }

    /** @return the token response for the code that the page led to */
    JsonNode tokens(Browser.Page answered) {
        String code = parameter(answered, "code");
        assertThat(code).as(answered.location() + answered.response().body()).isNotNull();
        return Launch.json(launch().token(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", Scene.redirectUri(), "client_id", Scene.APP,
                "code_verifier", Launch.VERIFIER)), 200);
    }

    /** @return the answer to a refresh */
    Reply refresh(JsonNode tokens) {
        return launch().token(Map.of("grant_type", "refresh_token", "refresh_token", tokens.get("refresh_token").asText(), "client_id", Scene.APP));
    }

    /** @return the tokens of a launch with this purpose ticked */
    JsonNode connected(String purpose) {
        return tokens(agree(ask(Scene.SCOPES), purpose));
    }

    /** @return the tokens of a launch for this one of several records, with this purpose ticked */
    JsonNode connectedFor(Records.Opened record, String purpose) {
        return tokens(agree(browser.submit(ask(Scene.SCOPES), "#profiles", Map.of("patient", record.id())), purpose));
    }

    /** @return a parameter of where the page leads to, null when it is not there */
    static String parameter(Browser.Page answered, String name) {
        return Launch.query(answered.location()).get(name);
    }

    /** @return the value as it stands in a form */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private Launch launch() {
        return new Launch(server).with("client_id", Scene.APP).with("redirect_uri", Scene.redirectUri());
    }
}
