package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IRestfulResponse;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import ca.uhn.fhir.util.DateUtils;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Write stage, last of all, behind the watch stage: answers whose resources leave as they are stored, with the same headers and the same JSON as HAPI, which is
 * left to write everything else. What the watch stage has not let pass cannot be written: {@link StoredJson#leaving()}.
 */
@Interceptor(order = Integer.MAX_VALUE)
public final class StoredAnswerInterceptor {

    private final JsonFactory json = JsonMapper.builder().disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM).build().getFactory();
    private final FhirContext fhir;

    StoredAnswerInterceptor(FhirContext fhir) {
        this.fhir = fhir;
    }

    /** @return whether HAPI is to write the answer: nothing in it leaves as it is stored */
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public boolean write(RequestDetails request, ResponseDetails details, @Nullable IBaseResource response) throws IOException {
        boolean page = response instanceof Bundle bundle && bundle.getEntry().stream().anyMatch(entry -> StoredJson.of(entry.getResource()).isPresent());
        if (!page && StoredJson.of(response).isEmpty()) {
            return true;
        }
        Resource answer = (Resource) details.getResponseResource();
        describe(request, answer);
        String type = RestfulServerUtils.determineResponseEncodingWithDefault(request).getResourceContentType();
        Writer body = request.getResponse().getResponseWriter(details.getResponseCode(), type, StandardCharsets.UTF_8.name(), request.isRespondGzip());
        try (JsonGenerator out = json.createGenerator(body)) {
            if (answer instanceof Bundle bundle) {
                write(bundle, out);
            } else {
                write(answer, out);
            }
        }
        return false;
    }

    private static void describe(RequestDetails request, Resource answer) {
        IRestfulResponse response = request.getResponse();
        if (request.getRestOperationType() == RestOperationTypeEnum.READ) {
            response.addHeader(Constants.HEADER_CONTENT_LOCATION, answer.getIdElement().withServerBase(request.getFhirServerBase(), answer.fhirType()).getValue());
            response.addHeader(Constants.HEADER_ETAG, RestfulServerUtils.createEtag(answer.getIdElement().getVersionIdPart()));
        }
        response.addHeader(Constants.HEADER_LAST_MODIFIED, DateUtils.formatDate(answer.getMeta().getLastUpdated()));
    }

    private void write(Bundle bundle, JsonGenerator out) throws IOException {
        List<BundleEntryComponent> entries = bundle.getEntry();
        String around = fhir.newJsonParser().encodeResourceToString(bundle.setEntry(null));
        bundle.setEntry(entries);
        out.writeRaw(around.substring(0, around.length() - 1));
        out.writeRaw(",\"entry\":");
        out.writeStartArray();
        for (BundleEntryComponent entry : entries) {
            out.writeStartObject();
            out.writeStringField("fullUrl", entry.getFullUrl());
            out.writeFieldName("resource");
            write(entry.getResource(), out);
            if (entry.getSearch().hasMode()) {
                out.writeObjectFieldStart("search");
                out.writeStringField("mode", entry.getSearch().getMode().toCode());
                out.writeEndObject();
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeRaw('}');
    }

    private void write(Resource resource, JsonGenerator out) throws IOException {
        StoredJson stored = StoredJson.of(resource).orElse(null);
        if (stored != null) {
            out.writeTree(stored.leaving());
        } else {
            out.writeRawValue(fhir.newJsonParser().encodeResourceToString(resource));
        }
    }
}
