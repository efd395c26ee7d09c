package fr.carnet.server.support;

import ca.uhn.fhir.context.FhirContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;

/**
 * What the server answered.
 *
 * @param status  HTTP status
 * @param headers HTTP headers
 * @param bytes   body
 */
public record Reply(int status, HttpHeaders headers, byte[] bytes) {

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    /** @return the body as text, unpacked when it is packed */
    public String text() {
        // The answer to a HEAD has the headers of a body, and none.
        if (!"gzip".equals(header("Content-Encoding")) || bytes.length == 0) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the body as a FHIR resource, from JSON or XML */
    public <T extends IBaseResource> T as(Class<T> type) {
        String text = text();
        return (text.startsWith("<") ? FHIR.newXmlParser() : FHIR.newJsonParser()).parseResource(type, text);
    }

    /** @return the body as a Bundle */
    public Bundle bundle() {
        return as(Bundle.class);
    }

    /** @return ids of the entries of a searchset, in order */
    public List<String> ids() {
        return bundle().getEntry().stream().map(Bundle.BundleEntryComponent::getResource).map(Resource::getIdElement).map(id -> id.getIdPart()).toList();
    }

    /** @return code of CodeSystem carnet-issue in an OperationOutcome */
    public String issue() {
        return as(OperationOutcome.class).getIssueFirstRep().getDetails().getCodingFirstRep().getCode();
    }

    /** @return text of an OperationOutcome */
    public String issueText() {
        return as(OperationOutcome.class).getIssueFirstRep().getDetails().getText();
    }

    /** @return the first value of a header, empty when absent */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** @return id in the Location header: {@code .../Type/id[/_history/n]} */
    public String createdId() {
        String[] parts = header("Location").replaceAll("/_history/.*$", "").split("/");
        return parts[parts.length - 1];
    }
}
