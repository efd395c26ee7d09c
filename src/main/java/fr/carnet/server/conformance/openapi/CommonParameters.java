package fr.carnet.server.conformance.openapi;

import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.server.config.HeaderSettings;
import fr.carnet.server.conformance.capability.OfferedParameter;
import fr.carnet.server.conformance.capability.SurfaceTexts;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.springframework.stereotype.Component;

/** Headers and parameters of requests (API 3). */
@Component
class CommonParameters {

    private static final String ANY_LANGUAGE = "Accept-Language";
    private static final String REQUEST_ID = "X-Request-Id";
    private static final Set<String> EMERGENCY = Set.of("read", "search-type");
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "transaction");

    private final HeaderSettings headers;
    private final SurfaceTexts texts;

    CommonParameters(HeaderSettings headers, SurfaceTexts texts) {
        this.headers = headers;
        this.texts = texts;
    }

    /** @return headers that an operation may refer to, by their name in the components */
    Map<String, Parameter> components(Locale language) {
        Map<String, Parameter> all = new LinkedHashMap<>();
        all.put("purpose", header(headers.purpose(), "purpose", language).example("SUIVI-GLYCEMIE"));
        all.put("mode", header(headers.accessMode(), "mode", language).schema(new StringSchema()._enum(List.of("normal", "bris_de_glace", "centre_15"))));
        all.put("language", header(ANY_LANGUAGE, "language", language).schema(new StringSchema()._enum(List.of("fr", "en"))));
        all.put("prefer", header("Prefer", "prefer", language)
                .schema(new StringSchema()._enum(List.of("return=minimal", "return=representation", "return=OperationOutcome"))));
        all.put("ifMatch", header("If-Match", "ifMatch", language).example("W/\"1\""));
        all.put("ifNoneMatch", header("If-None-Match", "ifNoneMatch", language).example("W/\"1\""));
        all.put("requestId", header(REQUEST_ID, "requestId", language));
        return all;
    }

    /** Adds the headers that say something to this interaction. */
    void addHeaders(Operation operation, AllowedInteraction row) {
        if (row.callers().contains("app")) {
            refer(operation, "purpose");
        }
        if (row.callers().contains("professional") && EMERGENCY.contains(row.interaction())) {
            refer(operation, "mode");
        }
        if (WRITES.contains(row.interaction())) {
            refer(operation, "prefer");
        }
        if ("patch".equals(row.interaction()) || "update".equals(row.interaction())) {
            refer(operation, "ifMatch");
        }
        refer(operation, "language");
        refer(operation, "requestId");
    }

    /** Adds the condition of a read. */
    void addCondition(Operation operation) {
        refer(operation, "ifNoneMatch");
    }

    /** @return the id in a path */
    Parameter id(String type, Locale language) {
        return new PathParameter().name("id").description(texts.text("api.id", language, type)).schema(new StringSchema().pattern("^[A-Za-z0-9.\\-]{1,64}$"));
    }

    /** @return a search parameter in the URL */
    Parameter query(OfferedParameter parameter, Locale language) {
        return new QueryParameter().name(parameter.name()).description(parameter.documentation(language)).schema(schema(parameter));
    }

    /** @return the value of a search parameter; a date may be sent twice, for an interval */
    Schema<?> schema(OfferedParameter parameter) {
        if (parameter.type() == SearchParamType.NUMBER) {
            return new IntegerSchema().format("int32").minimum(BigDecimal.ZERO);
        }
        return parameter.type() == SearchParamType.DATE ? new ArraySchema().items(new StringSchema().example("ge2026-01-01")) : new StringSchema();
    }

    private HeaderParameter header(String name, String key, Locale language) {
        HeaderParameter header = new HeaderParameter();
        header.name(name).description(texts.text("api.header." + key, language)).schema(new StringSchema());
        return header;
    }

    private static void refer(Operation operation, String component) {
        operation.addParametersItem(new Parameter().$ref(component));
    }
}
