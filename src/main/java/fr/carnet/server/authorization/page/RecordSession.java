package fr.carnet.server.authorization.page;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;

/** One person's calls about one record, with one token. */
final class RecordSession {

    private static final MediaType FHIR_JSON = MediaType.parseMediaType("application/fhir+json;charset=UTF-8");
    private static final int PAGE = 200;

    private final RestClient http;
    private final FhirContext fhir;
    private final String base;
    private final String token;
    private final String patientId;
    private final Locale locale;

    RecordSession(RestClient http, FhirContext fhir, String base, String token, String patientId, Locale locale) {
        this.http = http;
        this.fhir = fhir;
        this.base = base;
        this.token = token;
        this.patientId = patientId;
        this.locale = locale;
    }

    /** @return id of the record's Patient */
    String patientId() {
        return patientId;
    }

    /** @return the resource */
    <T extends Resource> T read(Class<T> type, String id) {
        return send(HttpMethod.GET, UriComponentsBuilder.fromUriString(base).pathSegment(type.getSimpleName(), "{id}").encode().buildAndExpand(id).toUri(), null, type);
    }

    /** @return one page of the record's resources of this type, with its total */
    Bundle page(Class<? extends Resource> type, Map<String, String> parameters, int offset, int count) {
        UriComponentsBuilder search = UriComponentsBuilder.fromUriString(base).pathSegment(type.getSimpleName()).queryParam("patient", "{patient}")
                .queryParam("_offset", offset).queryParam("_count", count);
        List<String> values = new ArrayList<>(List.of(patientId));
        parameters.forEach((name, value) -> {
            search.queryParam(name, "{value" + values.size() + "}");
            values.add(value);
        });
        return send(HttpMethod.GET, search.encode().buildAndExpand(values.toArray()).toUri(), null, Bundle.class);
    }

    /** @return all of the record's resources of this type that match */
    <T extends Resource> List<T> all(Class<T> type, Map<String, String> parameters) {
        List<T> found = new ArrayList<>();
        Bundle page;
        do {
            page = page(type, parameters, found.size(), PAGE);
            page.getEntry().forEach(entry -> found.add(type.cast(entry.getResource())));
        } while (!page.getEntry().isEmpty() && found.size() < page.getTotal());
        return found;
    }

    /** @return the resource as it was stored */
    <T extends Resource> T create(Class<T> type, T resource) {
        return send(HttpMethod.POST, UriComponentsBuilder.fromUriString(base).pathSegment(type.getSimpleName()).build().toUri(), resource, type);
    }

    /** Stores a changed resource under its id. */
    <T extends Resource> T update(Class<T> type, T resource) {
        return send(HttpMethod.PUT, UriComponentsBuilder.fromUriString(base).pathSegment(type.getSimpleName(), "{id}").encode()
                .buildAndExpand(resource.getIdElement().getIdPart()).toUri(), resource, type);
    }

    private <T extends Resource> T send(HttpMethod method, URI uri, @Nullable Resource body, Class<T> answer) {
        RestClient.RequestBodySpec request = http.method(method).uri(uri).headers(headers -> {
            headers.setBearerAuth(token);
            headers.setAccept(List.of(FHIR_JSON));
            headers.set(HttpHeaders.ACCEPT_LANGUAGE, locale.getLanguage());
            headers.set("Prefer", "return=representation");
        });
        if (body != null) {
            request.contentType(FHIR_JSON).body(fhir.newJsonParser().encodeResourceToString(body).getBytes(StandardCharsets.UTF_8));
        }
        try {
            return request.exchange((sent, response) -> read(response, answer));
        } catch (ResourceAccessException | DataFormatException unanswered) {
            throw RecordRefusedException.unanswered(unanswered);
        }
    }

    private <T extends Resource> T read(ClientHttpResponse response, Class<T> type) throws IOException {
        String text = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = response.getStatusCode().value();
        if (status >= 300) {
            throw RecordRefusedException.answered(status, status < 500 ? told(text) : "");
        }
        return fhir.newJsonParser().parseResource(type, text);
    }

    private String told(String outcome) {
        return Objects.toString(fhir.newJsonParser().parseResource(OperationOutcome.class, outcome).getIssueFirstRep().getDetails().getText(), "");
    }
}
