package fr.carnet.server.conformance.openapi;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.enforcement.hapi.Answers;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.conformance.capability.SurfaceTexts;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The refusals (API 7): each an OperationOutcome, with one that the server really words as its example. */
@Component
class CommonResponses {

    /** One answer for each status, such as needs no argument. */
    private static final Map<Integer, Answer> EXAMPLES = Map.ofEntries(Map.entry(400, Answer.INVALID_REQUEST), Map.entry(401, Answer.UNAUTHENTICATED),
            Map.entry(403, Answer.REFUSED), Map.entry(404, Answer.NOT_FOUND), Map.entry(405, Answer.IMMUTABLE_ELEMENT), Map.entry(406, Answer.NOT_ACCEPTABLE),
            Map.entry(409, Answer.VERSION_CONFLICT), Map.entry(412, Answer.SEVERAL_MATCHES), Map.entry(413, Answer.TOO_LARGE),
            Map.entry(415, Answer.UNSUPPORTED_MEDIA_TYPE), Map.entry(422, Answer.BUSINESS_RULE), Map.entry(429, Answer.TOO_MANY_REQUESTS),
            Map.entry(503, Answer.UNAVAILABLE));

    private final SurfaceTexts texts;
    private final FhirContext fhir;
    private final ObjectMapper json;

    CommonResponses(SurfaceTexts texts, FhirContext fhir, ObjectMapper json) {
        this.texts = texts;
        this.fhir = fhir;
        this.json = json;
    }

    /** @return every refusal, by its name in the components */
    Map<String, ApiResponse> components(FhirSchemas schemas, Locale language) {
        Map<String, ApiResponse> responses = new LinkedHashMap<>();
        new TreeSet<>(EXAMPLES.keySet()).forEach(status -> responses.put(name(status), refusal(status, schemas, language)));
        return responses;
    }

    /** Adds the refusals that a row's interaction may end in. */
    void add(ApiResponses responses, AllowedInteraction row, Integer... more) {
        TreeSet<Integer> statuses = new TreeSet<>(List.of(400, 429, 503));
        statuses.addAll(row.isFor("anonymous") ? List.of(404, 406) : List.of(401, 403, 404, 406, 422));
        statuses.addAll(List.of(more));
        statuses.forEach(status -> responses.addApiResponse(String.valueOf(status), new ApiResponse().$ref(name(status))));
    }

    private ApiResponse refusal(int status, FhirSchemas schemas, Locale language) {
        ApiResponse response = new ApiResponse().description(texts.text("api.status." + status, language))
                .content(schemas.resource("OperationOutcome", example(EXAMPLES.get(status), language)))
                .addHeaderObject("X-Request-Id", new Header().description(texts.text("api.header.X-Request-Id.answer", language)).schema(new StringSchema()));
        if (status == 401) {
            response.addHeaderObject("WWW-Authenticate", new Header().description("Bearer error=\"invalid_token\"").schema(new StringSchema()));
        } else if (status == 429 || status == 503) {
            response.addHeaderObject("Retry-After", new Header().description(texts.text("api.header.Retry-After", language)).schema(new StringSchema()));
        }
        return response;
    }

    private Object example(Answer answer, Locale language) {
        Refusal refusal = answer == Answer.TOO_MANY_REQUESTS ? Refusal.of(answer, answer.code(), 30) : Refusal.of(answer);
        try {
            return json.readTree(fhir.newJsonParser().encodeResourceToString(new Answers().outcome(refusal, language, "5c1f2b9e-7d34-4b8e-a0c6-6f1f0a2b3c4d")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an outcome is JSON", e);
        }
    }

    private static String name(int status) {
        return "Refusal" + status;
    }
}
