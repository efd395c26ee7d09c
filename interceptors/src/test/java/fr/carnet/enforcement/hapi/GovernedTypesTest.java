package fr.carnet.enforcement.hapi;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.compartment.Audience;
import fr.carnet.enforcement.compartment.GovernedType;
import fr.carnet.enforcement.compartment.GovernedTypes;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The two tables, held against each other and against FHIR. */
class GovernedTypesTest {

    private static final Set<Audience> WITHOUT_A_PATIENT = Set.of(Audience.CONTENT, Audience.IDENTITY, Audience.TRACE);

    /** About a body alone, stored nowhere: no record, no scope. */
    private static final String VALIDATE = "$validate";
    /** Each of its entries takes the scope of its own type. */
    private static final String TRANSACTION = "transaction";

    private final GovernedTypes types = GovernedTypes.load();
    private final AllowList allowList = AllowList.load();

    @Test
    @DisplayName("What the endpoint offers is governed or public, and nobody is offered a write that the table does not give him")
    void offeredIsGoverned() {
        assertThat(allowList.rows()).filteredOn(row -> !row.type().isEmpty() && !OpenTypes.isPublic(row.type()) && !VALIDATE.equals(row.interaction())).isNotEmpty().allSatisfy(row -> {
            assertThat(types.find(row.type())).as(row.type()).isPresent();
            if ("create".equals(row.interaction())) {
                assertThat(types.find(row.type()).orElseThrow().writers()).as(row.type()).containsExactlyInAnyOrderElementsOf(row.callers());
            }
        });
    }

    @Test
    @DisplayName("Every row is a FHIR type, has readers, and says where it names its record unless it is found through another")
    void rowsAreWhole() {
        assertThat(types.all()).hasSizeGreaterThan(20).allSatisfy(row -> {
            assertThat(FhirContext.forR4Cached().getResourceDefinition(row.type()).getName()).isEqualTo(row.type());
            assertThat(row.readers()).isNotEmpty();
            assertThat(row.modes()).isNotEmpty();
            assertThat(row.patient().isEmpty()).as(row.type()).isEqualTo(row.readers().stream().anyMatch(WITHOUT_A_PATIENT::contains));
        });
    }

    @Test
    @DisplayName("S1 the types that are seen through a document are those that the table calls contents")
    void contents() {
        assertThat(types.all()).filteredOn(GovernedType::isContent).extracting(GovernedType::type).containsExactlyInAnyOrder("Binary", "Bundle");
        assertThat(types.all()).allSatisfy(row -> assertThat(OpenTypes.isContent(row.type())).as(row.type()).isEqualTo(row.isContent()));
    }

    @Test
    @DisplayName("Nothing public is governed; the catalogue of apps is public, and no search of the index is ever narrowed to it")
    void publicIsNotGoverned() {
        assertThat(types.all()).isNotEmpty().noneMatch(row -> OpenTypes.isPublic(row.type()));
        assertThat(Stream.of("Endpoint", "Organization")).allMatch(OpenTypes::isPublic).noneMatch(OpenTypes::isConformance);
    }

    @Test
    @DisplayName("Every offered interaction that SMART tokens may use names the scope that it takes")
    void scopesAreNamed() {
        assertThat(allowList.rows()).filteredOn(row -> row.isFor("app") || row.isFor("holder"))
                .filteredOn(row -> !row.callers().contains("*") && !VALIDATE.equals(row.interaction()) && !TRANSACTION.equals(row.interaction()))
                .allSatisfy(row -> assertThat(row.scope()).as(row.type() + " " + row.interaction()).matches("[A-Za-z]+\\.[cruds]"));
    }
}
