package fr.carnet.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.habilitation.Cell;
import fr.carnet.enforcement.habilitation.HabilitationMatrix;
import fr.carnet.enforcement.habilitation.HabilitationRule;
import fr.carnet.enforcement.hapi.ReadableTypes;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Verdict;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.Rules;
import fr.carnet.server.support.TestServer;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What each column reads, as it is published, is what the matrix says and what the rule allows. */
class ReadableTypesTest {

    /** One caller of each column. */
    private static final Map<String, String> CALLERS = Map.ofEntries(Map.entry("10", "doctor 10"), Map.entry("21-BIO", "pharmacist 21 section G"),
            Map.entry("21-OFF", "pharmacist 21 section A"), Map.entry("40", "dentist 40"), Map.entry("50", "midwife 50"), Map.entry("60|69", "nurse 60"),
            Map.entry("70", "physiotherapist 70"), Map.entry("80", "podiatrist 80"), Map.entry("91", "speech therapist 91"), Map.entry("92|94|95|96", "orthoptist 92"),
            Map.entry("26|81|82|83|84|85", "audiologist 26"), Map.entry("28", "optician 28"), Map.entry("98", "radiographer 98"));

    private final TestServer server = TestServer.instance();
    private final HabilitationMatrix matrix = server.bean(HabilitationMatrix.class);

    @Test
    @DisplayName("S4.4 ValueSet/readable-by-<column>: cell by cell the matrix, and what the rule opens to a professional of the column")
    void publishedIsEnforced() {
        HabilitationRule rule = new HabilitationRule(matrix, Rules.professions());
        assertThat(CALLERS.keySet()).containsExactlyInAnyOrderElementsOf(matrix.columns());
        for (String column : matrix.columns()) {
            List<ValueSetExpansionContainsComponent> published = server.api().get(null, "/ValueSet/" + ReadableTypes.id(column) + "/$expand").as(ValueSet.class).getExpansion().getContains();
            Set<String> codes = published.stream().map(ValueSetExpansionContainsComponent::getCode).collect(Collectors.toSet());
            matrix.cells().forEach((type, row) -> assertThat(codes.contains(type)).as(column + " " + type).isEqualTo(row.get(column) == Cell.YES));
            assertThat(matrix.types()).as("nothing that the matrix does not have").containsAll(codes);
            published.forEach(code -> assertThat(code.getSystem()).isEqualTo(matrix.described().get(code.getCode()).system()));
            Verdict verdict = rule.judge(Ground.CARE, Asking.of(Cast.caller(CALLERS.get(column)), Act.READ, AccessMode.NORMAL, false, false, false, Cast.NOW),
                    RecordPolicy.opened(Cast.PATIENT, LocalDate.EPOCH));
            assertThat(verdict).as(column).isEqualTo(Verdict.permit(Grant.types(codes), "S4.4", "column " + column));
        }
    }

    @Test
    @DisplayName("There is one value set per column, under an id that FHIR allows")
    void ids() {
        List<String> ids = matrix.columns().stream().map(ReadableTypes::id).toList();
        assertThat(ids).hasSize(13).contains("readable-by-60-69", "readable-by-21-OFF").allMatch(id -> id.matches("[A-Za-z0-9.-]{1,64}"));
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    }
}
