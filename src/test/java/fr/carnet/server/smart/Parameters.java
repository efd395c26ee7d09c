package fr.carnet.server.smart;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The parameters of one OAuth request, bent one at a time.
 *
 * @param values by name, in order
 */
record Parameters(Map<String, String> values) {

    static Parameters of(String... namesAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int n = 0; n < namesAndValues.length; n += 2) {
            values.put(namesAndValues[n], namesAndValues[n + 1]);
        }
        return new Parameters(values);
    }

    /** @return the same with one more, or another one in its place */
    Parameters with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Parameters(more);
    }

    /** @return the same without one */
    Parameters without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(values);
        fewer.remove(name);
        return new Parameters(fewer);
    }

    /** @return as a form or a query string has them */
    String encoded() {
        return values.entrySet().stream().map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue())).collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
