package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.server.support.Reply;
import fr.carnet.server.support.TestServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.SearchParameter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Conformance and terminology are public, and tell nothing but themselves. */
class ConformanceTest {

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("Terminology and search parameters are read without a token")
    void publicResources() {
        assertThat(server.api().get(null, "/CodeSystem/consent-kind").as(CodeSystem.class).getConcept()).hasSize(6);
        assertThat(server.api().get(null, "/SearchParameter?url=https://carnet.example.org/fhir/SearchParameter/documentreference-isarchived").bundle().getTotal()).isEqualTo(1);
        assertThat(server.api().get(null, "/SearchParameter/documentreference-acl").as(SearchParameter.class).getCode()).isEqualTo("acl");
        assertThat(server.api().get(null, "/OperationDefinition/patient-bris-de-glace").as(OperationDefinition.class).getCode()).isEqualTo("bris-de-glace");
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
    @DisplayName("No version is told")
    void nothingMoreIsTold() {
        assertThat(server.api().get(null, "/metadata").headers().map()).doesNotContainKey("X-Powered-By");
        assertThat(server.api().get(null, "/metadata", Map.of("Accept", "application/fhir+xml")).text()).startsWith("<CapabilityStatement");
    }
}
