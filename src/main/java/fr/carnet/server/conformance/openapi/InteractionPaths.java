package fr.carnet.server.conformance.openapi;

import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.server.config.EndpointSettings;
import fr.carnet.server.conformance.capability.OfferedParameters;
import fr.carnet.server.conformance.capability.SurfaceTexts;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The paths of FHIR's interactions: one row of the allow-list makes one operation, or two where FHIR asks the same in two ways. */
@Component
class InteractionPaths {

    /** A form field that the widest-used generator of Java clients turns into a variable of a name that its own code has: the GET documents it. */
    private static final String CLASHING = "entity";

    private final OfferedParameters parameters;
    private final CommonParameters common;
    private final Samples samples;
    private final SurfaceTexts texts;
    private final EndpointSettings endpoint;

    InteractionPaths(OfferedParameters parameters, CommonParameters common, Samples samples, SurfaceTexts texts, EndpointSettings endpoint) {
        this.parameters = parameters;
        this.common = common;
        this.samples = samples;
        this.texts = texts;
        this.endpoint = endpoint;
    }

    /** Adds what a row offers. */
    void add(AllowedInteraction row, Draft draft) {
        switch (row.interaction()) {
            case "metadata" -> draft.add("/metadata", HttpMethod.GET, row, "metadata",
                    ok(draft.operation(row, "metadata"), "200", draft.schemas().resource("CapabilityStatement", null), draft));
            case "transaction" -> draft.add("/", HttpMethod.POST, row, "transaction", transaction(row, draft), 405, 409, 413, 415);
            case "read" -> draft.add("/" + row.type() + "/{id}", HttpMethod.GET, row, "read" + row.type(), read(row, draft));
            case "search-type" -> search(row, draft);
            case "create" -> draft.add("/" + row.type(), HttpMethod.POST, row, "create" + row.type(), create(row, draft), 409, 413, 415);
            case "update" -> draft.add("/" + row.type() + "/{id}", HttpMethod.PUT, row, "update" + row.type(), update(row, draft), 405, 409, 413, 415);
            case "patch" -> patch(row, draft);
            default -> throw new IllegalStateException("the allow-list offers " + row.interaction() + " of " + row.type() + ", and no path says how");
        }
    }

    private Operation transaction(AllowedInteraction row, Draft draft) {
        Operation operation = draft.operation(row, "transaction").requestBody(body(draft.schemas().resource("Bundle", samples.sent("Bundle"))));
        return ok(operation, "200", draft.schemas().resource("Bundle", null), draft);
    }

    private Operation read(AllowedInteraction row, Draft draft) {
        Operation operation = draft.operation(row, "read").addParametersItem(common.id(row.type(), draft.language()));
        if ("Binary".equals(row.type())) {
            // ITI-68: the document's own type gives its bytes.
            Content content = draft.schemas().resource("Binary", null).addMediaType("*/*", new MediaType().schema(new StringSchema().format("binary")));
            return ok(operation.description(texts.text("api.read.Binary", draft.language())), "200", content, draft);
        }
        if (!row.isFor("anonymous")) {
            common.addCondition(operation);
            operation.getResponses().addApiResponse("304", new ApiResponse().description(texts.text("api.status.304", draft.language())));
        }
        return ok(operation, "200", draft.schemas().resource(row.type(), samples.stored(row.type())), draft);
    }

    private void search(AllowedInteraction row, Draft draft) {
        Operation get = draft.operation(row, "search");
        parameters.of(row).forEach(parameter -> get.addParametersItem(common.query(parameter, draft.language())));
        draft.add("/" + row.type(), HttpMethod.GET, row, "search" + row.type(), ok(get, "200", searchset(row, draft), draft));
        if (!row.isFor("anonymous")) {
            ObjectSchema form = new ObjectSchema();
            parameters.of(row).stream().filter(parameter -> !CLASHING.equals(parameter.name()))
                    .forEach(parameter -> form.addProperty(parameter.name(), common.schema(parameter).description(parameter.documentation(draft.language()))));
            Operation post = draft.operation(row, "searchByPost").requestBody(body(new Content().addMediaType("application/x-www-form-urlencoded", new MediaType().schema(form))));
            draft.add("/" + row.type() + "/_search", HttpMethod.POST, row, "search" + row.type() + "ByPost", ok(post, "200", searchset(row, draft), draft), 415);
        }
    }

    private Content searchset(AllowedInteraction row, Draft draft) {
        return draft.schemas().resource("Bundle", samples.found(row.type(), endpoint.baseUrl()));
    }

    private Operation create(AllowedInteraction row, Draft draft) {
        Operation operation = draft.operation(row, "create").requestBody(body(draft.schemas().resource(row.type(), samples.sent(row.type()))));
        ok(operation, "201", draft.schemas().resource(row.type(), samples.stored(row.type())), draft);
        operation.getResponses().get("201").addHeaderObject("Location", new Header().description(texts.text("api.header.Location", draft.language())).schema(new StringSchema()));
        return operation;
    }

    private Operation update(AllowedInteraction row, Draft draft) {
        Operation operation = draft.operation(row, "update").addParametersItem(common.id(row.type(), draft.language()))
                .requestBody(body(draft.schemas().resource(row.type(), samples.stored(row.type()))));
        return ok(operation, "200", draft.schemas().resource(row.type(), samples.stored(row.type())), draft);
    }

    private void patch(AllowedInteraction row, Draft draft) {
        Operation byId = patch(row, draft, common.id(row.type(), draft.language()));
        draft.add("/" + row.type() + "/{id}", HttpMethod.PATCH, row, "patch" + row.type(), byId, 405, 409, 412, 415);
        for (String parameter : row.parameters().stream().sorted().toList()) {
            Parameter condition = new QueryParameter().name(parameter).required(true).description(texts.text("api.patch." + parameter, draft.language())).schema(new StringSchema());
            draft.add("/" + row.type(), HttpMethod.PATCH, row, "patch" + row.type() + "By" + Draft.capital(parameter), patch(row, draft, condition), 405, 409, 412, 415);
        }
    }

    private Operation patch(AllowedInteraction row, Draft draft, Parameter which) {
        Operation operation = draft.operation(row, "patch").addParametersItem(which).requestBody(body(draft.schemas().patch(samples.named("masquer.json-patch.json"))));
        return ok(operation, "200", draft.schemas().resource(row.type(), samples.stored(row.type())), draft);
    }

    private static RequestBody body(Content content) {
        return new RequestBody().required(true).content(content);
    }

    private Operation ok(Operation operation, String status, @Nullable Content content, Draft draft) {
        ApiResponse response = new ApiResponse().description(texts.text("api.status." + status, draft.language())).content(content);
        operation.getResponses().addApiResponse(status, response);
        return operation;
    }
}
