package fr.carnet.server.conformance.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.server.support.Api;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAPI document is valid, says what the allow-list offers and no more, and its page needs nothing from elsewhere. */
class OpenApiTest {

    private static final Pattern PATH = Pattern.compile("/(?<type>[A-Za-z]*)(?<id>/\\{id})?(?:/(?<word>\\$[a-z-]+|_search))?");
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    private final Api api = TestServer.instance().api();
    private final List<AllowedInteraction> rows = TestServer.instance().bean(AllowList.class).rows();
    private final OpenAPI document = parsed().getOpenAPI();

    private SwaggerParseResult parsed() {
        return new OpenAPIV3Parser().readContents(api.get(null, "/api-docs").text(), List.of(), new ParseOptions());
    }

    @Test
    @DisplayName("The validator has nothing to say, in French or in English")
    void isValid() {
        assertThat(parsed().getMessages()).isEmpty();
        String english = api.get(null, "/api-docs", Map.of("Accept-Language", "en")).text();
        assertThat(new OpenAPIV3Parser().readContents(english, List.of(), new ParseOptions()).getMessages()).isEmpty();
        assertThat(english).contains("Read one Patient").doesNotContain("Lire une ressource");
        assertThat(document.getPaths().get("/Patient/{id}").getGet().getSummary()).isEqualTo("Lire une ressource Patient");
    }

    @Test
    @DisplayName("Its operations are the rows of the allow-list: none more, none less")
    void isTheAllowList() {
        Set<String> offered = rows.stream().map(row -> row.type() + " " + row.interaction()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> told = document.getPaths().entrySet().stream()
                .flatMap(path -> path.getValue().readOperationsMap().keySet().stream().map(method -> interaction(path.getKey(), method)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(offered);
    }

    @Test
    @DisplayName("Search parameters are those of the allow-list, with words; by GET and by POST")
    void parameters() {
        rows.stream().filter(row -> "search-type".equals(row.interaction())).forEach(row -> {
            List<Parameter> query = document.getPaths().get("/" + row.type()).getGet().getParameters().stream()
                    .filter(parameter -> "query".equals(parameter.getIn())).toList();
            assertThat(query.stream().map(Parameter::getName)).as(row.type()).containsExactlyInAnyOrderElementsOf(row.parameters());
            assertThat(query).allMatch(parameter -> !parameter.getDescription().isBlank());
            PathItem posted = document.getPaths().get("/" + row.type() + "/_search");
            if (posted != null) {
                assertThat(posted.getPost().getRequestBody().getContent().get("application/x-www-form-urlencoded").getSchema().getProperties().keySet())
                        // One name makes generated clients that do not compile: the GET has it.
                        .containsExactlyInAnyOrderElementsOf(row.parameters().stream().filter(name -> !"entity".equals(name)).toList());
            }
            assertThat(posted == null).as("public searches are GET only").isEqualTo(row.isFor("anonymous"));
        });
    }

    @Test
    @DisplayName("Every operation on records asks for a token, has 401, 403, 404 and 422, and the headers that concern it")
    void answersAndHeaders() {
        rows.forEach(row -> operations(row).forEach(operation -> {
            boolean open = row.isFor("anonymous");
            assertThat(operation.getSecurity() != null && operation.getSecurity().isEmpty()).as(operation.getOperationId()).isEqualTo(open);
            assertThat(operation.getResponses().keySet()).as(operation.getOperationId()).contains("400", "404", "429").containsAnyOf("200", "201");
            if (!open) {
                assertThat(operation.getResponses().keySet()).as(operation.getOperationId()).contains("401", "403", "422");
            }
            Set<String> headers = operation.getParameters().stream().filter(parameter -> parameter.get$ref() != null)
                    .map(parameter -> parameter.get$ref().replace("#/components/parameters/", "")).collect(Collectors.toSet());
            assertThat(headers).as(operation.getOperationId()).contains("language", "requestId");
            assertThat(headers.contains("purpose")).as(operation.getOperationId()).isEqualTo(row.callers().contains("app"));
        }));
        assertThat(document.getComponents().getParameters().get("purpose").getName()).isEqualTo("Code-Finalite");
        assertThat(document.getComponents().getParameters().get("mode").getName()).isEqualTo("Mode-Acces");
        assertThat(document.getComponents().getSecuritySchemes().values()).singleElement().matches(scheme -> "bearer".equals(scheme.getScheme()));
    }

    @Test
    @DisplayName("Deposits, patches and break-glass come with an example; a document's bytes come in any type")
    void examples() {
        assertThat(document.getPaths().get("/").getPost().getRequestBody().getContent().get("application/fhir+json").getExample()).isNotNull();
        assertThat(document.getPaths().get("/DocumentReference").getPost().getRequestBody().getContent().get("application/fhir+json").getExample().toString()).contains("masterIdentifier");
        assertThat(document.getPaths().get("/DocumentReference/{id}").getPatch().getRequestBody().getContent()).containsOnlyKeys("application/json-patch+json",
                "application/xml-patch+xml", "application/fhir+json", "application/fhir+xml");
        assertThat(document.getPaths().get("/Patient/$bris-de-glace").getPost().getRequestBody().getContent().get("application/fhir+json").getExample().toString()).contains("immediateRisk");
        assertThat(document.getPaths().get("/Binary/{id}").getGet().getResponses().get("200").getContent()).containsKeys("*/*", "application/fhir+json");
        assertThat(document.getComponents().getResponses().get("Refusal404").getContent().get("application/fhir+json").getExample().toString()).contains("not-found");
    }

    @Test
    @DisplayName("The page loads its own files and nothing else; its policy allows no other script, not even one inside it")
    void page() {
        Reply page = api.get(null, "/swagger-ui/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "script-src 'self';", "connect-src 'self'");
        assertThat(page.text()).doesNotContain("http:", "https:", "//").doesNotContainPattern("<script(?![^>]*src)").doesNotContainPattern("(?i) on[a-z]+=");
        List<String> assets = ASSET.matcher(page.text()).results().map(found -> found.group(1)).toList();
        assertThat(assets).hasSize(4);
        for (String asset : assets) {
            Reply reply = api.get(null, "/swagger-ui/" + asset);
            assertThat(reply.status()).as(asset).isEqualTo(200);
            assertThat(reply.bytes()).as(asset).isNotEmpty();
        }
        assertThat(api.get(null, "/swagger-ui/swagger-ui.css").text()).doesNotContainPattern("@import|url\\(\\s*[\"']?https?:");
        assertThat(api.get(null, "/swagger-ui/carnet.js").text()).contains("\"../api-docs\"", "validatorUrl: null");
        assertThat(api.get(null, "/swagger-ui").header("Location")).isEqualTo(api.base() + "/swagger-ui/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/swagger-ui/swagger-initializer.js", "/swagger-ui/../metadata", "/swagger-ui/swagger-ui-bundle.js.map", "/swagger-ui/x"})
    @DisplayName("Nothing else of the archive is served")
    void onlyWhatThePageNames(String path) {
        assertThat(api.get(null, path).status()).isBetween(400, 499);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS"})
    @DisplayName("The documentation is read, and by GET alone")
    void readingOnly(String method) {
        String token = TestServer.instance().tokens().support();
        assertThat(api.send(method, token, "/api-docs", null, Map.of()).status()).isEqualTo(405);
        assertThat(api.send(method, token, "/swagger-ui/", null, Map.of()).status()).isEqualTo(405);
        assertThat(api.send(method, null, "/api-docs", null, Map.of()).status()).isEqualTo(401);
    }

    private Stream<Operation> operations(AllowedInteraction row) {
        return document.getPaths().entrySet().stream().flatMap(path -> path.getValue().readOperationsMap().entrySet().stream()
                .filter(operation -> interaction(path.getKey(), operation.getKey()).equals(row.type() + " " + row.interaction())).map(Map.Entry::getValue));
    }

    /** FHIR's own words for a method and a path (R4, http.html). */
    private static String interaction(String path, HttpMethod method) {
        Matcher parts = PATH.matcher(path);
        assertThat(parts.matches()).as(path).isTrue();
        String word = parts.group("word");
        boolean instance = parts.group("id") != null;
        if ("/metadata".equals(path)) {
            return " metadata";
        }
        if (word != null) {
            return parts.group("type") + " " + ("_search".equals(word) ? "search-type" : word);
        }
        String interaction = switch (method) {
            case GET -> instance ? "read" : "search-type";
            case POST -> parts.group("type").isEmpty() ? "transaction" : "create";
            case PUT -> "update";
            case PATCH -> "patch";
            default -> throw new IllegalArgumentException(method + " " + path);
        };
        return parts.group("type") + " " + interaction;
    }
}
