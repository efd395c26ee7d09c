package fr.carnet.server.leak;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request, written once for both worlds: {@code ${DocumentReference.one}} stands for what that name means there.
 *
 * @param method  HTTP method
 * @param path    below the FHIR base, encoded save for names
 * @param headers headers besides the reader's own
 * @param body    body, null for none
 * @param refused whether the allow-list does not offer it, so that it must be refused whoever asks
 */
record Ask(String method, String path, Map<String, String> headers, @Nullable String body, boolean refused) {

    private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z.]+)}");
    private static final String FHIR_JSON = "application/fhir+json";

    static Ask get(String path) {
        return new Ask("GET", path, Map.of(), null, false);
    }

    static Ask bare(String method, String path) {
        return new Ask(method, path, Map.of(), null, false);
    }

    static Ask form(String path, String fields) {
        return new Ask("POST", path, Map.of("Content-Type", "application/x-www-form-urlencoded"), fields, false);
    }

    static Ask json(String method, String path, String body) {
        return new Ask(method, path, Map.of("Content-Type", FHIR_JSON), body, false);
    }

    static Ask patch(String path, String body) {
        return new Ask("PATCH", path, Map.of("Content-Type", "application/json-patch+json"), body, false);
    }

    /** The same with one more header. */
    Ask with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Ask(method, path, more, body, refused);
    }

    /** The same, which nobody may be answered. */
    Ask toBeRefused() {
        return new Ask(method, path, headers, body, true);
    }

    String pathIn(Cast cast) {
        return meant(path, cast);
    }

    byte @Nullable [] bodyIn(Cast cast) {
        return body == null ? null : meant(body, cast).getBytes(StandardCharsets.UTF_8);
    }

    Map<String, String> headersIn(Cast cast) {
        Map<String, String> all = new LinkedHashMap<>(cast.headers());
        headers.forEach((name, value) -> all.put(name, meant(value, cast)));
        return all;
    }

    private static String meant(String template, Cast cast) {
        return NAME.matcher(template).replaceAll(name -> Matcher.quoteReplacement(Objects.requireNonNull(cast.names().get(name.group(1)), name.group())));
    }

    @Override
    public String toString() {
        return method + " " + path + (headers.isEmpty() ? "" : " " + headers) + (body == null ? "" : " " + body);
    }
}
