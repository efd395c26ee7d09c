package fr.carnet.server.support;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * A request written down before it is sent, so that a test can send the same one twice.
 *
 * @param method  HTTP method
 * @param token   access token, null for none
 * @param path    below the FHIR base, already encoded
 * @param body    body, null for none
 * @param headers further headers
 */
public record Call(String method, @Nullable String token, String path, byte @Nullable [] body, Map<String, String> headers) {

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    /** A GET. */
    public static Call get(@Nullable String token, String path) {
        return bare("GET", token, path);
    }

    /** A request without body. */
    public static Call bare(String method, @Nullable String token, String path) {
        return new Call(method, token, path, null, Map.of());
    }

    /** A POST of a resource as JSON. */
    public static Call post(@Nullable String token, String path, IBaseResource resource) {
        return post(token, path, "application/fhir+json", FHIR.newJsonParser().encodeResourceToString(resource));
    }

    /** A POST of any text. */
    public static Call post(@Nullable String token, String path, String contentType, String body) {
        return new Call("POST", token, path, body.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", contentType));
    }

    /** A PATCH. */
    public static Call patch(@Nullable String token, String path, String contentType, String body) {
        return new Call("PATCH", token, path, body.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", contentType));
    }

    /** A JSON Patch. */
    public static Call patch(@Nullable String token, String path, String body) {
        return patch(token, path, "application/json-patch+json", body);
    }

    /** The same with one more header. */
    public Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, token, path, body, more);
    }

    /** Sends it to the server under test. */
    public Reply send() {
        return TestServer.instance().api().send(method, token, path, body, headers);
    }
}
