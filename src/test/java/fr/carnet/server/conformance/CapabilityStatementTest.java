package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.server.support.Api;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.SearchParameter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The CapabilityStatement says what the allow-list offers and no more, in words that a tester can use. That it is true, {@link CapabilityWalkTest} proves. */
class CapabilityStatementTest {

    private static final String CONDITIONAL_PATCH = "http://hl7.org/fhir/5.0/StructureDefinition/extension-CapabilityStatement.rest.resource.conditionalPatch";

    private final TestServer server = TestServer.instance();
    private final Api api = server.api();
    private final List<AllowedInteraction> rows = server.bean(AllowList.class).rows();
    private final CapabilityStatement statement = api.get(null, "/metadata").as(CapabilityStatement.class);
    private final CapabilityStatementRestComponent rest = statement.getRestFirstRep();

    @Test
    @DisplayName("Types, interactions, parameters and operations are those of the allow-list: none more, none less; no acl, no include that has no parameter")
    void isTheAllowList() {
        assertThat(rest.getResource().stream().map(CapabilityStatementRestResourceComponent::getType))
                .containsExactlyInAnyOrderElementsOf(rows.stream().map(AllowedInteraction::type).filter(type -> !type.isEmpty()).collect(Collectors.toSet()));
        assertThat(rest.getInteraction().stream().map(interaction -> interaction.getCode().toCode())).containsExactly("transaction");
        for (CapabilityStatementRestResourceComponent resource : rest.getResource()) {
            Set<String> offered = rows.stream().filter(row -> row.type().equals(resource.getType())).map(AllowedInteraction::interaction).collect(Collectors.toSet());
            Set<String> told = resource.getInteraction().stream().map(interaction -> interaction.getCode().toCode()).collect(Collectors.toSet());
            resource.getOperation().forEach(operation -> told.add("$" + operation.getName()));
            assertThat(told).as(resource.getType()).isEqualTo(offered);
            Set<String> parameters = rows.stream().filter(row -> row.type().equals(resource.getType()) && "search-type".equals(row.interaction()))
                    .flatMap(row -> row.parameters().stream()).collect(Collectors.toSet());
            assertThat(resource.getSearchParam().stream().map(CapabilityStatementRestResourceSearchParamComponent::getName)).as(resource.getType())
                    .containsExactlyInAnyOrderElementsOf(parameters).noneMatch(name -> name.contains("acl"));
            assertThat(resource.getSearchInclude().stream().map(include -> include.getValue()).toList()).as(resource.getType())
                    .isEqualTo(parameters.contains("_include") ? List.of(AllowList.INCLUDE) : List.of());
            assertThat(resource.getSearchRevInclude()).isEmpty();
        }
        assertThat(api.get(null, "/metadata").text()).doesNotContain("resourceCount").doesNotContain("\"acl\"");
    }

    @Test
    @DisplayName("Every parameter has a type and words, and what is defined here can be read here")
    void parametersAreDescribed() {
        rest.getResource().forEach(resource -> resource.getSearchParam().forEach(parameter -> {
            assertThat(parameter.getType()).as(parameter.getName()).isNotNull();
            assertThat(parameter.getDocumentation()).as(parameter.getName()).isNotBlank();
            if (parameter.hasDefinition()) {
                SearchParameter definition = api.get(null, "/SearchParameter?url=" + parameter.getDefinition()).bundle().getEntryFirstRep().getResource() instanceof SearchParameter found
                        ? found : null;
                assertThat(definition).as(parameter.getDefinition()).isNotNull();
                assertThat(definition.getCode()).isEqualTo(parameter.getName());
                assertThat(definition.getType().toCode()).isEqualTo(parameter.getType().toCode());
            }
        }));
    }

    @Test
    @DisplayName("Every operation has a definition: ours can be read here, with its name and type")
    void operationsAreDefined() {
        rest.getResource().forEach(resource -> resource.getOperation().forEach(operation -> {
            String canonical = operation.getDefinition();
            if (canonical.startsWith("http://hl7.org/fhir/OperationDefinition/")) {
                assertThat(canonical).endsWith("-" + operation.getName());
            } else {
                OperationDefinition definition = (OperationDefinition) api.get(null, "/OperationDefinition?url=" + canonical).bundle().getEntryFirstRep().getResource();
                assertThat(definition).as(canonical).isNotNull();
                assertThat(definition.getCode()).isEqualTo(operation.getName());
                assertThat(definition.hasResource(resource.getType())).isTrue();
            }
        }));
    }

    @Test
    @DisplayName("Conditional writes are not offered, save the conditional patch of documents (PDSm4DMP TD3.3)")
    void conditions() {
        rest.getResource().forEach(resource -> {
            assertThat(resource.getConditionalCreate() || resource.getConditionalUpdate() || resource.getUpdateCreate() || resource.getReadHistory()).as(resource.getType()).isFalse();
            assertThat(resource.getConditionalDelete()).isEqualTo(ConditionalDeleteStatus.NOTSUPPORTED);
        });
        assertThat(rest.getResource().stream().filter(resource -> resource.hasExtension(CONDITIONAL_PATCH)).map(CapabilityStatementRestResourceComponent::getType))
                .containsExactly("DocumentReference");
        assertThat(statement.getPatchFormat().stream().map(Object::toString))
                .containsExactlyInAnyOrder("application/json-patch+json", "application/xml-patch+xml", "application/fhir+json", "application/fhir+xml");
    }

    @Test
    @DisplayName("Profiles are those that a write is validated against: one for the whole type, or one for each kind; each can be read here")
    void profiles() {
        assertThat(resource("Patient").getProfile()).isEqualTo(Canonical.BASE + "/StructureDefinition/patient");
        assertThat(resource("Patient").getSupportedProfile()).isEmpty();
        assertThat(resource("Observation").getProfile()).isNull();
        assertThat(resource("Observation").getSupportedProfile().stream().map(CanonicalType::getValue)).contains(Canonical.BASE + "/StructureDefinition/measure-glucose");
        rest.getResource().stream().flatMap(resource -> Stream.concat(Stream.ofNullable(resource.getProfile()), resource.getSupportedProfile().stream().map(CanonicalType::getValue)))
                .forEach(profile -> assertThat(api.get(null, "/StructureDefinition?url=" + profile).bundle().getTotal()).as(profile).isEqualTo(1));
    }

    @Test
    @DisplayName("Security names SMART and the endpoints of the embedded authorization server, and CORS is on for its clients")
    void security() {
        assertThat(rest.getSecurity().getServiceFirstRep().getCodingFirstRep().getCode()).isEqualTo("SMART-on-FHIR");
        assertThat(rest.getSecurity().getExtensionFirstRep().getExtensionByUrl("authorize").getValue().primitiveValue()).isEqualTo(server.root() + "/oauth2/authorize");
        assertThat(rest.getSecurity().getExtensionFirstRep().getExtensionByUrl("token").getValue().primitiveValue()).isEqualTo(server.root() + "/oauth2/token");
        assertThat(rest.getSecurity().getCors()).isTrue();
    }

    @Test
    @DisplayName("The software is Carnet in its own version, nothing is told of what it is built on, and two calls say the same")
    void software() {
        assertThat(statement.getSoftware().getName()).isEqualTo("Carnet");
        assertThat(statement.getSoftware().getVersion()).isNotBlank();
        Reply first = api.get(null, "/metadata");
        assertThat(first.text()).doesNotContainIgnoringCase("hapi").isEqualTo(api.get(null, "/metadata").text());
        assertThat(first.headers().map()).doesNotContainKey("X-Powered-By");
    }

    @Test
    @DisplayName("French unless English is asked for; JSON or XML; whoever asks first changes nothing for the next")
    void languages() {
        CapabilityStatement english = api.get(null, "/metadata", Map.of("Accept-Language", "en")).as(CapabilityStatement.class);
        CapabilityStatement xml = api.get(null, "/metadata", Map.of("Accept", "application/fhir+xml")).as(CapabilityStatement.class);
        assertThat(statement.getLanguage()).isEqualTo("fr");
        assertThat(english.getLanguage()).isEqualTo("en");
        assertThat(documentation(statement)).contains("Type de document").isNotEqualTo(documentation(english));
        assertThat(documentation(english)).contains("Kind of document");
        assertThat(xml.equalsDeep(statement)).isTrue();
    }

    private CapabilityStatementRestResourceComponent resource(String type) {
        return rest.getResource().stream().filter(resource -> type.equals(resource.getType())).findFirst().orElseThrow();
    }

    private static String documentation(CapabilityStatement told) {
        return told.getRestFirstRep().getResource().stream().filter(resource -> "DocumentReference".equals(resource.getType()))
                .flatMap(resource -> resource.getSearchParam().stream()).filter(parameter -> "type".equals(parameter.getName()))
                .map(CapabilityStatementRestResourceSearchParamComponent::getDocumentation).findFirst().orElseThrow();
    }
}
