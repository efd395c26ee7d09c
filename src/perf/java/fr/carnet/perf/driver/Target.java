package fr.carnet.perf.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** HTTP/1.1 to one server: connections are kept alive, as many as there are requests at once. */
public final class Target {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;

    /** @param base FHIR base URL */
    public Target(String base) {
        this.base = base;
    }

    /**
     * Sends it and checks the answer.
     *
     * @throws WrongAnswer when the answer is not what it has to be
     */
    public Reply send(Call call) {
        Reply reply = exchange(call);
        call.check().verify(call, reply);
        return reply;
    }

    /** Sends it and returns with the last byte of the answer, unchecked: time stops before the check. */
    Reply exchange(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + call.path())).timeout(PATIENCE)
                .method(call.method(), call.body().length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach(request::header);
        if (call.body().length > 0) {
            request.header("Content-Type", "application/fhir+json");
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(call.method() + " " + call.path(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
