package fr.carnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server says of itself. */
@Tag("metadata")
@ExtendWith(TestedServerExtension.class)
class CapabilityConformance {

    private static final String METADATA = "/metadata";

    private final TestedServer server;

    CapabilityConformance(TestedServer server) {
        this.server = server;
    }

    @Test
    @Tag("CAP-01")
    void fhirVersion() {
        assertThat(statement().getFhirVersion().toCode()).isEqualTo("4.0.1");
    }

    @Test
    @Tag("CAP-02")
    void wrongTokenIsIgnored() {
        Answer answer = server.get(Caller.NOBODY, METADATA, "Authorization", "Bearer not.a.token").expect(200);
        assertThat(answer.resource(CapabilityStatement.class).getRest()).isNotEmpty();
    }

    @Test
    @Tag("CAP-03")
    void formats() {
        assertThat(codes(statement().getFormat())).anyMatch(format -> format.contains("json")).anyMatch(format -> format.contains("xml"));
        Answer xml = server.get(Caller.NOBODY, METADATA, "Accept", TestedServer.XML).expect(200);
        assertThat(xml.text().stripLeading()).startsWith("<");
        assertThat(xml.resource(CapabilityStatement.class).getRestFirstRep().getResource()).isNotEmpty();
    }

    @Test
    @Tag("CAP-04")
    void documents() {
        assertThat(interactions("DocumentReference")).contains("create", "read", "search-type", "patch");
    }

    @Test
    @Tag("CAP-05")
    void theOthers() {
        assertThat(rest().getInteraction()).anyMatch(interaction -> "transaction".equals(interaction.getCode().toCode()));
        assertThat(interactions("List")).contains("read", "search-type");
        assertThat(interactions("Binary")).contains("read");
        assertThat(interactions("Patient")).contains("search-type");
    }

    @Test
    @Tag("CAP-06")
    void patchFormats() {
        assertThat(codes(statement().getPatchFormat())).contains(TestedServer.JSON_PATCH, "application/xml-patch+xml").anyMatch(format -> format.startsWith("application/fhir+"));
    }

    @Test
    @Tag("CAP-07")
    void security() {
        assertThat(rest().getSecurity().getService()).flatExtracting(service -> service.getCoding()).extracting(coding -> coding.getCode())
                .containsAnyOf("OAuth", "SMART-on-FHIR");
    }

    private CapabilityStatement statement() {
        return server.get(Caller.NOBODY, METADATA).expect(200).resource(CapabilityStatement.class);
    }

    private CapabilityStatementRestComponent rest() {
        return statement().getRestFirstRep();
    }

    private List<String> interactions(String type) {
        return rest().getResource().stream().filter(resource -> type.equals(resource.getType())).flatMap(resource -> resource.getInteraction().stream())
                .map(interaction -> interaction.getCode().toCode()).toList();
    }

    private static List<String> codes(List<? extends PrimitiveType<String>> values) {
        return values.stream().map(PrimitiveType::getValue).toList();
    }
}
