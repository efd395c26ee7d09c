package fr.carnet.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Browser;
import fr.carnet.server.support.Browser.Page;
import fr.carnet.server.support.People;
import fr.carnet.server.support.Records;
import fr.carnet.server.support.TestServer;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/** The holder of a record before a browser: logs in when asked to, reads the consent page, agrees or not. */
final class Holder {

    /** Every scope that the page offers ticked, and none that it offers unticked: what somebody agrees to who changes nothing. */
    static final Predicate<Element> AS_OFFERED = box -> box.hasAttr("checked");

    private static final String CONSENT = "form#consent";

    private final TestServer server;
    private final Records.Opened record;
    private final People.Person person;
    private final Browser browser;

    Holder(TestServer server, Records.Opened record, People.Person person) {
        this.server = server;
        this.record = record;
        this.person = person;
        browser = new Browser(server.root());
    }

    Records.Opened record() {
        return record;
    }

    Browser browser() {
        return browser;
    }

    /** @return the consent page of this request, logged in when asked to; or wherever the server sends instead */
    Page authorize(Parameters request) {
        Page page = browser.open("/oauth2/authorize?" + request.encoded());
        Page behind = page.uri().getPath().startsWith("/login") ? logIn(page) : page;
        assertThat(behind.status()).as(behind.uri() + "\n" + behind.response().body()).isLessThan(500);
        return behind;
    }

    /** @return the page behind the login */
    Page logIn(Page login) {
        return server.people().logIn(browser, login, person);
    }

    /** @return what a consent page offers under this name */
    static Set<String> offered(Page consent, String name) {
        return consent.html().select(CONSENT + " input[name=" + name + "]").stream().map(Element::val).collect(Collectors.toSet());
    }

    /** @return what the form of a consent page carries along */
    static Map<String, String> hidden(Page consent) {
        Map<String, String> hidden = new LinkedHashMap<>();
        form(consent).select("input[type=hidden]").forEach(field -> hidden.put(field.attr("name"), field.val()));
        return hidden;
    }

    /** @return these scopes ticked and no other */
    static Predicate<Element> only(Predicate<String> scopes) {
        return box -> scopes.test(box.val());
    }

    /** Agrees to the scopes whose boxes are ticked, and to these purposes; scopes that cannot be unticked are sent by the form itself. */
    Page agree(Page consent, Predicate<Element> ticked, String... purposes) {
        List<String> sent = new ArrayList<>();
        Element form = form(consent);
        form.select("input[type=hidden]").forEach(field -> sent.add(pair(field.attr("name"), field.val())));
        form.select("input[type=checkbox][name=scope]").stream().filter(ticked).forEach(box -> sent.add(pair("scope", box.val())));
        assertThat(offered(consent, "purpose")).as("purposes on offer").contains(purposes);
        Arrays.stream(purposes).forEach(purpose -> sent.add(pair("purpose", purpose)));
        return browser.post(form.absUrl("action"), String.join("&", sent));
    }

    /** Refuses. */
    Page refuse(Page consent) {
        return browser.submit(consent, "form#refuse", Map.of());
    }

    /** Ends an app's access on the page of connected services. */
    Page disconnect(Page services, SmartApp app) {
        return browser.submit(services, "form[action$=/consents/" + app.id() + "/disconnect]", Map.of());
    }

    /** @return the code that a whole launch ends with */
    String code(SmartApp app, Parameters request, Predicate<Element> ticked, String... purposes) {
        Page consent = authorize(request);
        // What was agreed to before is shown as given, and not asked for again.
        Page answer = agree(consent, ticked, Arrays.stream(purposes).filter(offered(consent, "purpose")::contains).toArray(String[]::new));
        assertThat(answer.location()).as(answer.response().body()).startsWith(app.redirectUri() + "?");
        Map<String, String> parameters = query(answer.location());
        assertThat(parameters).as(answer.location()).containsEntry("state", request.values().get("state")).containsKey("code");
        return parameters.get("code");
    }

    /** @return what a whole launch gives */
    Grant launch(SmartApp app, String scope, String... purposes) {
        Pkce pkce = Pkce.fresh();
        return Grant.of(app, app.exchange(code(app, app.authorization(scope, pkce), AS_OFFERED, purposes), pkce.verifier()));
    }

    /** @return the parameters of a redirect */
    static Map<String, String> query(String location) {
        String query = Optional.ofNullable(URI.create(location).getRawQuery()).orElse("");
        return Arrays.stream(query.split("&")).filter(pair -> pair.contains("="))
                .collect(Collectors.toMap(pair -> pair.substring(0, pair.indexOf('=')), pair -> URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8)));
    }

    private static Element form(Page consent) {
        return Optional.ofNullable(consent.html().selectFirst(CONSENT)).orElseThrow(() -> new AssertionError("no consent form on " + consent.uri() + "\n" + consent.response().body()));
    }

    private static String pair(String name, String value) {
        return Parameters.encoded(name) + "=" + Parameters.encoded(value);
    }
}
