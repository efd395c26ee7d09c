package fr.carnet.server.support;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Raw HTTP to the server under test: what is sent is what a test wrote. */
public final class Api {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final String FHIR_JSON = "application/fhir+json";

    private final HttpClient http;
    private final String base;
    private volatile Observer observer = (method, path, reply) -> { };

    /** Hears of every answer. */
    @FunctionalInterface
    public interface Observer {
        /** One answer to one request. */
        void answered(String method, String path, Reply reply);
    }

    /** @param hears from now on, instead of whoever did before */
    public void observedBy(Observer hears) {
        observer = hears;
    }

    /** @param base FHIR base URL */
    public Api(String base) {
        this(base, client());
    }

    /** Through a client of the test's choosing. */
    public Api(String base, HttpClient http) {
        this.base = base;
        this.http = http;
    }

    static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    }

    /** @return FHIR base URL */
    public String base() {
        return base;
    }

    /** @param path below the FHIR base, query included and already encoded */
    public Reply get(String token, String path) {
        return send("GET", token, path, null, Map.of());
    }

    /** GET with further headers. */
    public Reply get(String token, String path, Map<String, String> headers) {
        return send("GET", token, path, null, headers);
    }

    /** POST of a resource as JSON. */
    public Reply post(String token, String path, IBaseResource resource) {
        return post(token, path, FHIR.newJsonParser().encodeResourceToString(resource));
    }

    /** POST of a JSON text. */
    public Reply post(String token, String path, String body) {
        return send("POST", token, path, body.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", FHIR_JSON));
    }

    /** PUT of a resource as JSON. */
    public Reply put(String token, String path, IBaseResource resource) {
        return send("PUT", token, path, FHIR.newJsonParser().encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", FHIR_JSON));
    }

    /** JSON Patch. */
    public Reply patch(String token, String path, String jsonPatch) {
        return send("PATCH", token, path, jsonPatch.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "application/json-patch+json"));
    }

    /** Any request. */
    public Reply send(String method, String token, String path, byte[] body, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (token != null) {
            all.putIfAbsent("Authorization", "Bearer " + token);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body))
                .timeout(Duration.ofSeconds(60));
        all.forEach(request::header);
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            Reply reply = new Reply(response.statusCode(), response.headers(), response.body());
            observer.answered(method, path, reply);
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
