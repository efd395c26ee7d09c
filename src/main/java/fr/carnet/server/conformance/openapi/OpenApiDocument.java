package fr.carnet.server.conformance.openapi;

import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.server.config.EndpointSettings;
import fr.carnet.server.conformance.capability.SurfaceTexts;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Locale;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** The OpenAPI 3.0 document: each row of the allow-list, and nothing else. */
@Component
class OpenApiDocument {

    private static final String BEARER = "jeton";

    private final AllowList allowList;
    private final InteractionPaths interactions;
    private final OperationPaths operations;
    private final CommonParameters parameters;
    private final CommonResponses responses;
    private final SurfaceTexts texts;
    private final EndpointSettings endpoint;
    private final BuildProperties build;

    OpenApiDocument(AllowList allowList, InteractionPaths interactions, OperationPaths operations, CommonParameters parameters, CommonResponses responses,
            SurfaceTexts texts, EndpointSettings endpoint, BuildProperties build) {
        this.allowList = allowList;
        this.interactions = interactions;
        this.operations = operations;
        this.parameters = parameters;
        this.responses = responses;
        this.texts = texts;
        this.endpoint = endpoint;
        this.build = build;
    }

    /** @return the document as JSON */
    String json(Locale language) {
        Draft draft = new Draft(language, texts, parameters, responses);
        for (AllowedInteraction row : allowList.rows()) {
            if (row.interaction().startsWith("$")) {
                operations.add(row, draft);
            } else {
                interactions.add(row, draft);
            }
        }
        OpenAPI document = new OpenAPI().openapi("3.0.3")
                .info(new Info().title(texts.text("statement.title", language)).version(build.getVersion())
                        .description(texts.text("statement.description", language) + "\n\n" + texts.text("api.description", language)))
                .addServersItem(new Server().url(endpoint.baseUrl()))
                .addSecurityItem(new SecurityRequirement().addList(BEARER))
                .paths(draft.paths());
        draft.paths().values().stream().flatMap(path -> path.readOperations().stream()).flatMap(operation -> operation.getTags().stream()).distinct().sorted()
                .forEach(tag -> document.addTagsItem(new Tag().name(tag)));
        document.setComponents(components(draft, language));
        return Json.pretty(document);
    }

    private Components components(Draft draft, Locale language) {
        Components components = new Components().addSecuritySchemes(BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT")
                .description(texts.text("statement.security", language)));
        responses.components(draft.schemas(), language).forEach(components::addResponses);
        parameters.components(language).forEach(components::addParameters);
        draft.schemas().all().forEach(components::addSchemas);
        return components;
    }
}
