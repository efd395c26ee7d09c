package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import fr.carnet.enforcement.hapi.OpenTypes;
import fr.carnet.server.support.Call;
import fr.carnet.server.support.Refusals;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.Rows;
import fr.carnet.server.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the CapabilityStatement does not list is refused, in words, and stores nothing: every type of FHIR R4 with every interaction, every
 * parameter that FHIR or HAPI has for a type, every operation that either has. The statement alone says what is spared.
 */
class UnlistedWalkTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final TestServer SERVER = TestServer.instance();
    private static final Stock STOCK = new Stock();
    private static final String PATCH = "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"}]";
    private static final List<String> INTERACTIONS = List.of("read", "vread", "update", "patch", "delete", "history-instance", "history-type", "create", "search-type");
    private static final List<String> NEVER = List.of("_has:Provenance:target:recorded", "_filter", "_include", "_include:iterate", "_revinclude", "_text", "_content", "_query",
            "_list", "_tag", "_profile", "_security", "_source", "_contained", "_containedType", "_type", "_since", "_at", "_language", "_score", "_cursor", "_getpages",
            "acl", "patient-acl", "patient.name", "patient.birthdate", "subject:Patient.family", "subject", "_id:not", "_lastUpdated:missing", "_sort:desc", "date:missing",
            "code:text", "code:in", "code:below", "identifier:of-type", "status:not", "X", "_");
    private static final Map<String, CapabilityStatementRestResourceComponent> LISTED = SERVER.api().get(null, "/metadata").as(CapabilityStatement.class).getRestFirstRep()
            .getResource().stream().collect(Collectors.toMap(CapabilityStatementRestResourceComponent::getType, type -> type));
    private static final Map<String, Long> BEFORE = Rows.counted();

    @AfterAll
    static void nothingIsStored() {
        assertThat(Rows.counted()).isEqualTo(BEFORE);
    }

    static Stream<String> types() {
        return FHIR.getResourceTypes().stream().sorted();
    }

    static Stream<String> searched() {
        return LISTED.values().stream().filter(type -> type.hasSearchParam()).map(CapabilityStatementRestResourceComponent::getType).sorted();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    @DisplayName("Interactions that are not listed are refused, whoever asks")
    void interactions(String type) {
        Set<String> offered = Optional.ofNullable(LISTED.get(type)).stream().flatMap(listed -> listed.getInteraction().stream())
                .map(interaction -> interaction.getCode().toCode()).collect(Collectors.toSet());
        for (String interaction : INTERACTIONS) {
            if (!offered.contains(interaction)) {
                callers().forEach((who, token) -> refused(who, ask(token, type, interaction)));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("searched")
    @DisplayName("Parameters that are not listed are 400, among them every other one that FHIR has for the type")
    void parameters(String type) {
        Set<String> listed = LISTED.get(type).getSearchParam().stream().map(CapabilityStatementRestResourceSearchParamComponent::getName).collect(Collectors.toSet());
        Set<String> tried = new HashSet<>(NEVER);
        FHIR.getResourceDefinition(type).getSearchParams().stream().map(RuntimeSearchParam::getName).forEach(tried::add);
        tried.removeAll(listed);
        boolean open = OpenTypes.isPublic(type);
        String about = open ? "_count=1" : "Patient".equals(type) ? "_id=" + STOCK.record().id() : "patient=" + STOCK.record().id();
        for (String parameter : tried) {
            Reply reply = Call.get(open ? null : STOCK.doctor(), "/" + type + "?" + about + "&" + parameter.replace("|", "%7C") + "=x").send();
            if (!open && reply.status() == 403) {
                reply = Call.get(STOCK.holder(), "/" + type + "?" + about + "&" + parameter + "=x").send();
            }
            // HAPI's own words for named queries and pages choose another method: there is none.
            assertThat(reply.status()).as(type + "?" + parameter + " " + reply.text()).isEqualTo(Set.of("_query", "_getpages").contains(parameter) ? 405 : 400);
            Refusals.assertWellFormed(reply, reply.status(), reply.issue());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/spec/operations-refused.csv", numLinesToSkip = 1)
    @DisplayName("Operations are refused on the system, on every type and on every resource, but where they are listed")
    void operations(String operation) {
        for (String method : List.of("GET", "POST")) {
            for (String token : Arrays.asList(STOCK.doctor(), STOCK.holder(), null)) {
                refused(operation, body(method, token, "/" + operation, "Parameters"));
            }
            for (String type : LISTED.keySet()) {
                // A type with operations alone has no other provider: what it refuses, its neighbours refuse.
                if (LISTED.get(type).hasInteraction() && LISTED.get(type).getOperation().stream().noneMatch(listed -> operation.equals("$" + listed.getName()))) {
                    boolean asked = "GET".equals(method);
                    refused(operation, body(method, STOCK.doctor(), "/" + type + (asked ? "/" + STOCK.id(type) : "") + "/" + operation, "Parameters"));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/_history", "/_search?_id=x", "/?_id=x", "/?_type=Patient", "/_history/1", "/metadata/x", "/?_getpages=x&_getpagesoffset=0", "/$export?_type=Patient",
        "/Patient/{patient}/_history", "/Patient/{patient}/*", "/Patient/{patient}/DocumentReference", "/DocumentReference/_search/x", "/.well-known/x", "/api-docs/x"})
    @DisplayName("Nothing is asked of the whole system, and nothing under other addresses")
    void system(String path) {
        callers().forEach((who, token) -> refused(who, Call.get(token, path.replace("{patient}", STOCK.record().id()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "history", "searchset", "collection", "document", "message"})
    @DisplayName("Of Bundles the system takes transactions only")
    void bundles(String kind) {
        callers().forEach((who, token) -> refused(who, Call.post(token, "/", "application/fhir+json",
                "{\"resourceType\":\"Bundle\",\"type\":\"" + kind + "\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\"Patient/" + STOCK.record().id() + "\"}}]}")));
    }

    private static Map<String, String> callers() {
        Map<String, String> callers = new LinkedHashMap<>(Map.of("professional", STOCK.doctor(), "holder", STOCK.holder(), "support", SERVER.tokens().support()));
        callers.put("anonymous", null);
        return callers;
    }

    private static void refused(String who, Call call) {
        Reply reply = call.send();
        assertThat(reply.status()).as(who + " " + call.method() + " " + call.path() + " " + reply.text()).isIn(400, 401, 403, 404, 405, 415);
        Refusals.assertWellFormed(reply, reply.status(), reply.issue());
    }

    private static Call ask(String token, String type, String interaction) {
        String instance = "/" + type + "/" + (LISTED.containsKey(type) ? STOCK.id(type) : Stock.ABSENT);
        return switch (interaction) {
            case "read" -> Call.get(token, instance);
            case "vread" -> Call.get(token, instance + "/_history/1");
            case "update" -> body("PUT", token, instance, type);
            case "patch" -> Call.patch(token, instance, PATCH);
            case "delete" -> Call.bare("DELETE", token, instance);
            case "history-instance" -> Call.get(token, instance + "/_history");
            case "history-type" -> Call.get(token, "/" + type + "/_history");
            case "create" -> body("POST", token, "/" + type, type);
            default -> Call.get(token, "/" + type + "?patient=" + STOCK.record().id());
        };
    }

    private static Call body(String method, String token, String path, String type) {
        if ("GET".equals(method)) {
            return Call.get(token, path);
        }
        String id = "PUT".equals(method) ? ",\"id\":\"" + path.replaceAll("^.*/", "") + "\"" : "";
        return new Call(method, token, path, ("{\"resourceType\":\"" + type + "\"" + id + "}").getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "application/fhir+json"));
    }
}
