package fr.carnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;

/**
 * What the server answered.
 *
 * @param status  HTTP status
 * @param headers HTTP headers
 * @param bytes   body
 */
record Answer(int status, HttpHeaders headers, byte[] bytes) {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final String REQUEST_ID = "X-Request-Id";
    /** What differs from one answer to the next whatever was asked, and says nothing of the record. */
    private static final Set<String> VOLATILE = Set.of("date", "x-request-id", "connection", "keep-alive", "server-timing", "traceparent", "age");
    private static final int SHOWN = 300;

    /** @return this, when the status is one of those expected */
    Answer expect(Integer... expected) {
        assertThat(status).as("HTTP status; the body begins: %s", excerpt()).isIn((Object[]) expected);
        return this;
    }

    /** @return this, when it is a refusal with this status, told by an OperationOutcome with FHIR code, project code and words (API 7) */
    Answer refused(Integer... expected) {
        expect(expected);
        OperationOutcome outcome = resource(OperationOutcome.class);
        assertThat(outcome.getIssue()).as("issues").isNotEmpty().allSatisfy(issue -> {
            assertThat(issue.getCode()).as("issue.code").isNotNull();
            assertThat(issue.getDetails().getCodingFirstRep().getCode()).as("issue.details.coding.code").isNotBlank();
            assertThat(issue.getDetails().getText()).as("issue.details.text").isNotBlank();
        });
        return this;
    }

    /** @return the body as text */
    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** @return the body as a resource of this type, from JSON or XML */
    <T extends IBaseResource> T resource(Class<T> type) {
        String text = text();
        assertThat(text).as("a %s", type.getSimpleName()).isNotBlank();
        return (text.stripLeading().startsWith("<") ? FHIR.newXmlParser() : FHIR.newJsonParser()).parseResource(type, text);
    }

    /** @return the searchset */
    Bundle searchset() {
        expect(200);
        Bundle bundle = resource(Bundle.class);
        assertThat(bundle.getType()).as("Bundle.type").isEqualTo(Bundle.BundleType.SEARCHSET);
        assertThat(bundle.hasTotal()).as("a total").isTrue();
        return bundle;
    }

    /** @return ids found, on one page whose total says how many */
    List<String> found() {
        Bundle bundle = searchset();
        List<String> ids = ids(bundle);
        assertThat(bundle.getTotal()).as("total, for %s", ids).isEqualTo(ids.size());
        return ids;
    }

    /** @return ids of the entries, in order */
    static List<String> ids(Bundle bundle) {
        return bundle.getEntry().stream().map(entry -> entry.getResource().getIdElement().getIdPart()).toList();
    }

    /** @return a header's first value, empty when absent */
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** @return id in the Location header, {@code .../Type/id[/_history/n]} */
    String createdId() {
        return idIn(header("Location"));
    }

    /** @return id in a location */
    static String idIn(String location) {
        String[] parts = location.replaceAll("/_history/.*$", "").split("/");
        return parts[parts.length - 1];
    }

    /**
     * Everything that could tell a curious caller two answers apart, save dates and request ids.
     *
     * @param asked ids that the caller itself named, which an answer may repeat
     */
    String seen(String... asked) {
        Map<String, List<String>> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.map().forEach((name, values) -> {
            if (!VOLATILE.contains(name.toLowerCase(Locale.ROOT))) {
                kept.put(name, values);
            }
        });
        String all = status + "\n" + kept + "\n" + text();
        all = header(REQUEST_ID).isEmpty() ? all : all.replace(header(REQUEST_ID), "<request>");
        for (String id : asked) {
            all = all.replace(id, "<asked>");
        }
        return all;
    }

    private String excerpt() {
        String text = text();
        return text.length() > SHOWN ? text.substring(0, SHOWN) : text;
    }
}
