package fr.carnet.server.conformance.openapi;

import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.server.conformance.capability.SurfaceTexts;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Locale;

/** The document while it is written: its paths and schemas so far, in one language. */
final class Draft {

    private static final String SYSTEM = "Serveur";

    private final Locale language;
    private final SurfaceTexts texts;
    private final CommonParameters parameters;
    private final CommonResponses responses;
    private final Paths paths = new Paths();
    private final FhirSchemas schemas = new FhirSchemas();

    Draft(Locale language, SurfaceTexts texts, CommonParameters parameters, CommonResponses responses) {
        this.language = language;
        this.texts = texts;
        this.parameters = parameters;
        this.responses = responses;
    }

    Locale language() {
        return language;
    }

    Paths paths() {
        return paths;
    }

    FhirSchemas schemas() {
        return schemas;
    }

    /** @return an operation with its words, its tag and the headers that it takes */
    Operation operation(AllowedInteraction row, String key) {
        String type = row.type();
        Operation operation = new Operation().addTagsItem(type.isEmpty() ? SYSTEM : type).summary(texts.text("api." + key, language, type)).responses(new ApiResponses());
        if (row.isFor("anonymous")) {
            operation.setSecurity(List.of());
        }
        return operation;
    }

    /** Puts an operation in its place, with the refusals that it may end in. */
    void add(String path, HttpMethod method, AllowedInteraction row, String id, Operation operation, Integer... refusals) {
        parameters.addHeaders(operation, row);
        responses.add(operation.getResponses(), row, refusals);
        paths.computeIfAbsent(path, missing -> new PathItem()).operation(method, operation.operationId(id));
    }

    static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
