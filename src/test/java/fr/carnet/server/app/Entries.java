package fr.carnet.server.app;

import fr.carnet.server.support.Call;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Endpoint;

/** One more service for the catalogue, with an OID and a client of its own: as JSON, to be changed by a test. */
record Entries(int n, String json) {

    private static final AtomicInteger NEXT = new AtomicInteger(1_000);

    /** @return a service that may be entered */
    static Entries fresh() {
        try {
            int n = NEXT.incrementAndGet();
            return new Entries(n, Files.readString(Path.of("src/test/resources/spec/catalogue-sample.json")).replace("{n}", Integer.toString(n)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the same entry with something else in the place of what stands in it */
    Entries with(String found, String instead) {
        if (!json.contains(found)) {
            throw new IllegalArgumentException("the entry does not say " + found);
        }
        return new Entries(n, json.replace(found, instead));
    }

    /** @return the same entry under another status */
    Entries in(String status, String fhir) {
        return with("\"valueCode\": \"EN_LIGNE\"", "\"valueCode\": \"" + status + "\"").with("\"status\": \"active\"", "\"status\": \"" + fhir + "\"");
    }

    String oid() {
        return "urn:oid:1.2.250.1.999." + n;
    }

    String client() {
        return "client-" + n;
    }

    Call call(String token) {
        return Call.post(token, "/Endpoint/$referencer", "application/fhir+json", json);
    }

    Reply enter(TestServer server) {
        return call(server.tokens().catalogue()).send();
    }

    /** @return the one service of an answer */
    static Endpoint service(Reply reply) {
        return reply.as(Bundle.class).getEntry().stream().map(Bundle.BundleEntryComponent::getResource).filter(Endpoint.class::isInstance).map(Endpoint.class::cast)
                .findFirst().orElseThrow();
    }
}
