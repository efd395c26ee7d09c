package fr.carnet.server.smart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Raw HTTP to the authorization server: no redirect is followed, no cookie kept. */
final class OAuth {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final String root;

    OAuth(TestServer server) {
        root = server.root();
    }

    /**
     * What it answered.
     *
     * @param status  HTTP status
     * @param headers HTTP headers
     * @param body    body
     */
    record Answer(int status, HttpHeaders headers, String body) {

        /** @return the body as JSON */
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new AssertionError(status + " " + body, e);
            }
        }

        /** @return a member of the body as text, empty when absent */
        String text(String member) {
            return json().path(member).asText("");
        }

        /** @return a header's first value, empty when there is none */
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    /** @param path below the root, or a whole address */
    Answer get(String path, Map<String, String> headers) {
        return send(request(path, headers).GET());
    }

    Answer get(String path) {
        return get(path, Map.of());
    }

    Answer post(String path, Parameters form, Map<String, String> headers) {
        return send(request(path, headers).header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form.encoded())));
    }

    /** A POST of a form as it is written. */
    Answer postRaw(String path, String form) {
        return send(request(path, Map.of("Content-Type", "application/x-www-form-urlencoded")).POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    Answer token(Parameters form) {
        return post("/oauth2/token", form, Map.of());
    }

    Answer options(String path, String origin, String method) {
        return send(request(path, Map.of("Origin", origin, "Access-Control-Request-Method", method)).method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : root + path)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
