package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.enforcement.hapi.AllowedInteraction;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.SearchParameter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The CapabilityStatement says what the allow-list offers and no more; conformance and terminology are public. */
class ConformanceTest {

    private final TestServer server = TestServer.instance();
    private final AllowList allowList = server.bean(AllowList.class);

    @Test
    @DisplayName("/metadata lists exactly the interactions of the allow-list, no acl, no counts, no includes")
    void metadataIsTheAllowList() {
        CapabilityStatement statement = server.api().get(null, "/metadata").as(CapabilityStatement.class);
        for (CapabilityStatementRestResourceComponent resource : statement.getRestFirstRep().getResource()) {
            Set<String> offered = allowList.rows().stream().filter(row -> row.type().equals(resource.getType()))
                    .map(AllowedInteraction::interaction).filter(interaction -> !interaction.startsWith("$")).collect(Collectors.toSet());
            assertThat(resource.getInteraction().stream().map(interaction -> interaction.getCode().toCode())).as(resource.getType()).containsExactlyInAnyOrderElementsOf(offered);
            assertThat(resource.getSearchParam()).noneMatch(parameter -> parameter.getName().contains("acl"));
            assertThat(resource.getSearchInclude()).isEmpty();
            assertThat(resource.getExtension()).as("no resource counts").isEmpty();
        }
        Set<String> types = allowList.rows().stream().map(AllowedInteraction::type).filter(type -> !type.isEmpty()).collect(Collectors.toSet());
        assertThat(statement.getRestFirstRep().getResource().stream().map(CapabilityStatementRestResourceComponent::getType)).containsExactlyInAnyOrderElementsOf(types);
    }

    @Test
    @DisplayName("Every parameter that the allow-list offers is known to the server")
    void offeredParametersWork() {
        String holder = server.tokens().holder(server.records().adult().id());
        allowList.rows().stream().filter(row -> "search-type".equals(row.interaction()) && row.parameters().contains("patient") && row.isFor("holder"))
                .forEach(row -> row.parameters().stream().filter(parameter -> !parameter.startsWith("_") && !parameter.startsWith("patient"))
                        .forEach(parameter -> {
                            String patient = server.records().adult().id();
                            String value = Set.of("date", "creation", "period", "period-start", "period-end", "sent", "recorded", "authored").contains(parameter) ? "2026-01-01" : "x";
                            Reply reply = server.api().get(server.tokens().holder(patient), "/" + row.type() + "?patient=" + patient + "&" + parameter + "=" + value);
                            assertThat(reply.status()).as(row.type() + " " + parameter + " " + reply.text()).isEqualTo(200);
                        }));
        assertThat(holder).isNotEmpty();
    }

    @Test
    @DisplayName("Terminology and search parameters are read without a token")
    void publicResources() {
        assertThat(server.api().get(null, "/CodeSystem/consent-kind").as(CodeSystem.class).getConcept()).hasSize(6);
        assertThat(server.api().get(null, "/SearchParameter?url=https://carnet.example.org/fhir/SearchParameter/documentreference-isarchived").bundle().getTotal()).isEqualTo(1);
        assertThat(server.api().get(null, "/SearchParameter/documentreference-acl").as(SearchParameter.class).getCode()).isEqualTo("acl");
        assertThat(server.api().post(null, "/CodeSystem", new CodeSystem()).status()).isEqualTo(401);
        assertThat(server.api().post(server.tokens().support(), "/CodeSystem", new CodeSystem()).status()).isEqualTo(405);
    }

    @Test
    @DisplayName("Pages of public types: each resource once, in the order of the ids")
    void publicPages() {
        List<String> seen = new ArrayList<>();
        String next = "/CodeSystem?_count=2";
        while (next != null) {
            Bundle page = server.api().get(null, next).bundle();
            page.getEntry().forEach(entry -> seen.add(entry.getResource().getIdElement().getIdPart()));
            next = page.getLink("next") == null ? null : page.getLink("next").getUrl();
        }
        assertThat(seen).hasSizeGreaterThan(4).doesNotHaveDuplicates();
        assertThat(server.api().get(null, "/CodeSystem").ids()).isEqualTo(seen);
    }

    @Test
    @DisplayName("Every answer's code is in CodeSystem carnet-issue, and every code there is an answer")
    void issueCodes() {
        assertThat(server.api().get(null, "/CodeSystem/carnet-issue").as(CodeSystem.class).getConcept().stream().map(CodeSystem.ConceptDefinitionComponent::getCode))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Answer.values()).map(Answer::code).toList());
    }

    @Test
    @DisplayName("OpenAPI is off unless switched on; no version is told")
    void nothingMoreIsTold() {
        assertThat(server.api().get(null, "/api-docs").status()).isGreaterThanOrEqualTo(400);
        assertThat(server.api().get(null, "/metadata").headers().map()).doesNotContainKey("X-Powered-By");
        assertThat(server.api().get(null, "/metadata", Map.of("Accept", "application/fhir+xml")).text()).startsWith("<CapabilityStatement");
    }
}
