package fr.carnet.server.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;

/** A person's browser without scripts: cookies, links, forms. Redirects are followed one by one, and never off the server. */
public final class Browser {

    private static final int REDIRECTS = 10;

    private final String root;
    private String language = "fr";
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).cookieHandler(cookies).build();

    /** @param root root of the server, for example {@code http://127.0.0.1:40001} */
    public Browser(String root) {
        this.root = root;
    }

    /**
     * A page as it came.
     *
     * @param uri      where it came from
     * @param response status, headers, body
     */
    public record Page(URI uri, HttpResponse<String> response) {

        /** @return HTTP status */
        public int status() {
            return response.statusCode();
        }

        /** @return a header's first value, empty when there is none */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** @return where it redirects to, absolute; empty when it does not */
        public String location() {
            return response.headers().firstValue("Location").map(location -> uri.resolve(location).toString()).orElse("");
        }

        /** @return the page, parsed */
        public Document html() {
            return Jsoup.parse(response.body(), uri.toString());
        }
    }

    /** @param preferred language that its person prefers, from now on */
    public void prefers(String preferred) {
        language = preferred;
    }

    /** @return the answer to a GET, redirects on this server followed; the last one when it leads elsewhere */
    public Page open(String url) {
        return follow(get(url));
    }

    /** @return the answer to a GET, no redirect followed */
    public Page get(String url) {
        return send(request(url).GET());
    }

    /**
     * Fills a form in and sends it, with everything in it that a browser would send, the CSRF token included.
     *
     * @param page   page with the form
     * @param css    which form
     * @param fields what is typed or chosen, by name
     * @return the answer, redirects on this server followed
     */
    public Page submit(Page page, String css, Map<String, String> fields) {
        FormElement form = page.html().select(css).forms().stream().findFirst().orElseThrow(() -> new AssertionError("no form " + css + " on " + page.uri() + ":\n" + page.response().body()));
        List<String> sent = new ArrayList<>();
        for (Connection.KeyVal field : form.formData()) {
            if (!fields.containsKey(field.key())) {
                sent.add(pair(field.key(), field.value()));
            }
        }
        fields.forEach((name, value) -> sent.add(pair(name, value)));
        String action = form.absUrl("action").isEmpty() ? page.uri().toString() : form.absUrl("action");
        String body = String.join("&", sent);
        if ("get".equalsIgnoreCase(form.attr("method"))) {
            return open(action.split("\\?")[0] + "?" + body);
        }
        return follow(post(action, body));
    }

    /** @return the answer to a POST of a form, no redirect followed */
    public Page post(String url, String form) {
        return send(request(url).header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** @return the answer to what a page's script posts: JSON, with the CSRF token of a page */
    public Page postJson(String url, String json, Page tokenOf) {
        String token = tokenOf.html().select("input[name=_csrf]").attr("value");
        return send(request(url).setHeader("Accept", "application/json").header("Content-Type", "application/json").header("X-CSRF-TOKEN", token)
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** @return its cookies */
    public List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    private Page follow(Page first) {
        Page page = first;
        for (int n = 0; n < REDIRECTS && page.location().startsWith(root + "/"); n++) {
            page = get(page.location());
        }
        return page;
    }

    private HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url.startsWith("/") ? root + url : url)).timeout(Duration.ofSeconds(30)).header("Accept", "text/html").header("Accept-Language", language);
    }

    private Page send(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        try {
            return new Page(built.uri(), http.send(built, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String pair(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
