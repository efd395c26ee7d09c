package fr.carnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The server under test, over HTTP. At the end it takes the documents back that the kit deposited (status entered-in-error). */
final class TestedServer implements ExtensionContext.Store.CloseableResource {

    /** Media type of FHIR in JSON. */
    static final String JSON = "application/fhir+json";
    /** Media type of FHIR in XML. */
    static final String XML = "application/fhir+xml";
    /** Media type of JSON Patch. */
    static final String JSON_PATCH = "application/json-patch+json";

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();
    private final Map<Caller, String> tokens = new EnumMap<>(Caller.class);
    private final List<Deposit> deposits = new ArrayList<>();
    private final Settings settings;

    TestedServer(Settings settings) {
        this.settings = settings;
    }

    private record Deposit(Caller by, String id) {
    }

    Settings settings() {
        return settings;
    }

    /** GET of a path below the base, query encoded; {@code headers} are names and values in turn. */
    Answer get(Caller caller, String path, String... headers) {
        return send("GET", caller, path, null, headers);
    }

    /** POST of a resource as JSON. */
    Answer post(Caller caller, String path, Resource resource, String... headers) {
        return send("POST", caller, path, FHIR.newJsonParser().encodeResourceToString(resource), with(headers, "Content-Type", JSON));
    }

    /** POST of a resource as XML. */
    Answer postXml(Caller caller, String path, Resource resource) {
        return send("POST", caller, path, FHIR.newXmlParser().encodeResourceToString(resource), "Content-Type", XML);
    }

    /** PUT of a resource as JSON. */
    Answer put(Caller caller, String path, Resource resource) {
        return send("PUT", caller, path, FHIR.newJsonParser().encodeResourceToString(resource), "Content-Type", JSON);
    }

    /** PATCH of a document, or of {@code ?identifier=}. */
    Answer patch(Caller caller, String document, String contentType, String body) {
        return send("PATCH", caller, "/DocumentReference" + (document.startsWith("?") ? document : "/" + document), body, "Content-Type", contentType);
    }

    /** GET search in the test record; {@code criteria} are names and values in turn, not encoded. */
    Answer search(Caller caller, String type, String... criteria) {
        return get(caller, "/" + type + "?" + query(with(criteria, "patient.identifier", settings.patient())));
    }

    /** POST {@code _search} in the test record. */
    Answer postSearch(Caller caller, String type, String... criteria) {
        return send("POST", caller, "/" + type + "/_search", query(with(criteria, "patient.identifier", settings.patient())), "Content-Type", "application/x-www-form-urlencoded");
    }

    /** @return the pages of a search, first to last */
    List<Bundle> pages(Caller caller, String type, String... criteria) {
        List<Bundle> pages = new ArrayList<>(List.of(search(caller, type, criteria).searchset()));
        while (pages.get(pages.size() - 1).getLink(Bundle.LINK_NEXT) != null) {
            String next = pages.get(pages.size() - 1).getLink(Bundle.LINK_NEXT).getUrl();
            // A token is for the server under test alone.
            assertThat(next).as("the link to the next page").startsWith(settings.base());
            pages.add(get(caller, next.substring(settings.base().length())).searchset());
        }
        return pages;
    }

    /** Deposits one document (ITI-105). @return it as stored, with its id */
    DocumentReference deposit(Caller caller, DocumentReference document) {
        return stored(caller, post(caller, "/DocumentReference", document).expect(201));
    }

    /** Submits (ITI-65). @return the transaction-response */
    Bundle submit(Caller caller, Bundle submission) {
        return submitted(caller, post(caller, "", submission));
    }

    /** @return the transaction-response of a submission that was sent */
    Bundle submitted(Caller caller, Answer answer) {
        Bundle response = answer.expect(200).resource(Bundle.class);
        assertThat(response.getType()).as("Bundle.type").isEqualTo(Bundle.BundleType.TRANSACTIONRESPONSE);
        response.getEntry().stream().map(entry -> entry.getResponse().getLocation()).filter(location -> location != null && location.contains("DocumentReference/"))
                .forEach(location -> deposits.add(new Deposit(caller, Answer.idIn(location))));
        return response;
    }

    /** @return id of a document that was just deposited; taken back at the end */
    String deposited(Caller caller, Answer created) {
        deposits.add(new Deposit(caller, created.createdId()));
        return created.createdId();
    }

    /** @return a document that was just deposited, read back by its depositor; taken back at the end */
    DocumentReference stored(Caller caller, Answer created) {
        String id = deposited(caller, created);
        DocumentReference document = get(caller, "/DocumentReference/" + id).expect(200).resource(DocumentReference.class);
        document.setId(id);
        return document;
    }

    /** Any request. */
    Answer send(String method, Caller caller, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.base() + path)).timeout(PATIENCE)
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        if (caller != Caller.NOBODY) {
            request.header("Authorization", "Bearer " + token(caller));
        }
        return exchange(request.build());
    }

    /** @return the token of a caller, from the settings or from where they say */
    String token(Caller caller) {
        return tokens.computeIfAbsent(caller, who -> {
            String value = settings.value(who.key());
            if (!value.matches("https?://.*")) {
                return value;
            }
            Answer answer = exchange(HttpRequest.newBuilder(URI.create(value)).timeout(PATIENCE).build());
            assertThat(answer.status()).as("HTTP status of the address that gives %s", who.key()).isEqualTo(OK);
            return answer.text().strip();
        });
    }

    /** @return names and values in turn as a query, encoded */
    static String query(String... criteria) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < criteria.length; i += 2) {
            query.append(i == 0 ? "" : "&").append(criteria[i]).append('=').append(URLEncoder.encode(criteria[i + 1], StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    @Override
    public void close() {
        for (Deposit deposit : deposits) {
            int status = patch(deposit.by(), deposit.id(), JSON_PATCH, Samples.replace("/status", "\"entered-in-error\"")).status();
            // Some were deleted by the test itself (404); a structure's token may be for deposits alone (403).
            if (status != OK && status != 404) {
                System.out.println("Not taken back (HTTP " + status + "): DocumentReference/" + deposit.id());
            }
        }
    }

    private Answer exchange(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from the server under test", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String[] with(String[] pairs, String name, String value) {
        List<String> all = new ArrayList<>(List.of(name, value));
        all.addAll(List.of(pairs));
        return all.toArray(String[]::new);
    }
}
