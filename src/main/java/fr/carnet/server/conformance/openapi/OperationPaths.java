package fr.carnet.server.conformance.openapi;

import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.server.conformance.capability.OfferedOperation;
import fr.carnet.server.conformance.capability.OfferedOperation.Level;
import fr.carnet.server.conformance.capability.OfferedOperations;
import fr.carnet.server.conformance.capability.SurfaceTexts;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.OperationDefinition.OperationDefinitionParameterComponent;
import org.hl7.fhir.r4.model.OperationDefinition.OperationParameterUse;
import org.springframework.stereotype.Component;

/** The paths of the operations ({@code $...}), from their OperationDefinitions. */
@Component
class OperationPaths {

    private final OfferedOperations operations;
    private final CommonParameters common;
    private final Samples samples;
    private final SurfaceTexts texts;

    OperationPaths(OfferedOperations operations, CommonParameters common, Samples samples, SurfaceTexts texts) {
        this.operations = operations;
        this.common = common;
        this.samples = samples;
        this.texts = texts;
    }

    /** Adds what a row offers: each level and method of the operation. */
    void add(AllowedInteraction row, Draft draft) {
        OfferedOperation offered = operations.of(row);
        for (Level level : offered.levels()) {
            for (String method : offered.methods()) {
                String path = "/" + row.type() + (level == Level.INSTANCE ? "/{id}/$" : "/$") + offered.code();
                String id = camel(offered.code()) + row.type() + (level == Level.INSTANCE && offered.levels().size() > 1 ? "ById" : "")
                        + ("POST".equals(method) && offered.methods().size() > 1 ? "ByPost" : "");
                boolean post = "POST".equals(method);
                Operation operation = describe(row, offered, draft, post);
                if (level == Level.INSTANCE) {
                    operation.addParametersItem(common.id(row.type(), draft.language()));
                }
                if (post) {
                    draft.add(path, HttpMethod.POST, row, id, operation, 409, 413, 415);
                } else {
                    draft.add(path, HttpMethod.GET, row, id, operation);
                }
            }
        }
    }

    private Operation describe(AllowedInteraction row, OfferedOperation offered, Draft draft, boolean post) {
        Operation operation = draft.operation(row, "operation").description(offered.definition());
        offered.own().ifPresentOrElse(
                own -> operation.summary(texts.text(own.getTitleElement(), draft.language())).description(texts.text(own.getDescriptionElement(), draft.language())),
                () -> operation.summary("$" + offered.code()));
        for (String name : row.parameters().stream().sorted().toList()) {
            Optional<OperationDefinitionParameterComponent> defined = offered.own().flatMap(own -> parameter(own, name));
            String description = defined.map(parameter -> texts.text(parameter.getDocumentationElement(), draft.language())).orElse(offered.definition());
            operation.addParametersItem(new QueryParameter().name(name).description(description).schema(new StringSchema())
                    .required(defined.filter(parameter -> parameter.getMin() > 0).isPresent()));
        }
        if (post) {
            operation.setRequestBody(new RequestBody().required(offered.own().map(OperationPaths::takesSomething).orElse(true))
                    .content(draft.schemas().resource(taken(offered), samples.named("Parameters-example-" + offered.code() + ".json"))));
        }
        boolean created = "open".equals(offered.code());
        String status = created ? "201" : "200";
        operation.getResponses().addApiResponse(status, new ApiResponse().description(texts.text("api.status." + status, draft.language()))
                .content(draft.schemas().resource(given(offered), null)));
        return operation;
    }

    /** {@code $validate} takes the resource itself, {@code $open} a Patient; the others Parameters. */
    private static String taken(OfferedOperation offered) {
        return "validate".equals(offered.code()) ? "Any" : "open".equals(offered.code()) ? "Patient" : "Parameters";
    }

    private static String given(OfferedOperation offered) {
        return switch (offered.code()) {
            case "validate" -> "OperationOutcome";
            case "open" -> "Patient";
            case "expand" -> "ValueSet";
            default -> "Parameters";
        };
    }

    private static boolean takesSomething(OperationDefinition own) {
        return own.getParameter().stream().anyMatch(parameter -> parameter.getUse() == OperationParameterUse.IN && parameter.getMin() > 0);
    }

    private static Optional<OperationDefinitionParameterComponent> parameter(OperationDefinition own, String name) {
        return own.getParameter().stream().filter(parameter -> parameter.getUse() == OperationParameterUse.IN && name.equals(parameter.getName())).findFirst();
    }

    private static String camel(String code) {
        List<String> words = Arrays.asList(code.split("-"));
        return words.get(0) + words.stream().skip(1).map(Draft::capital).collect(Collectors.joining());
    }
}
