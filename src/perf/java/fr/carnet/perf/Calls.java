package fr.carnet.perf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** One HTTP client of one server: one connection, kept alive, one request at a time. */
final class Calls {

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;

    /** @param base FHIR base URL */
    Calls(String base) {
        this.base = base;
    }

    /**
     * An answer.
     *
     * @param nanos    from the call to the last byte of the body
     * @param location id in the Location header, empty without one
     * @param bytes    bytes of the body on the wire
     * @param text     body, decompressed
     */
    record Answer(long nanos, String location, int bytes, String text) {
    }

    /** @return whether a GET without a token is answered 200 by now */
    boolean answers(String path) {
        try {
            return http.send(request(path, Map.of()).timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (ConnectException notListening) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** GET; anything but 200 ends the measurement. */
    Answer get(String path, Map<String, String> headers) {
        return send(request(path, headers).build(), 200);
    }

    /** POST of a FHIR resource as JSON; anything but 201 ends the measurement. */
    Answer create(String path, Map<String, String> headers, String json) {
        return send(request(path, headers).header("Content-Type", "application/fhir+json").POST(BodyPublishers.ofString(json)).build(), 201);
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest request, int expected) {
        try {
            long start = System.nanoTime();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            long nanos = System.nanoTime() - start;
            String text = text(response);
            if (response.statusCode() != expected) {
                throw new IllegalStateException(request.method() + " " + request.uri() + " was answered " + response.statusCode() + ": " + text);
            }
            String location = response.headers().firstValue("Location").orElse("").replaceAll("/_history/.*$", "").replaceAll("^.*/", "");
            return new Answer(nanos, location, response.body().length, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static String text(HttpResponse<byte[]> response) throws IOException {
        boolean gzip = response.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
        byte[] plain = gzip ? new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes() : response.body();
        return new String(plain, StandardCharsets.UTF_8);
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
