package fr.carnet.enforcement.habilitation;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Grant;
import fr.carnet.enforcement.policy.Ground;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.Verdict;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.Rules;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The shipped matrix says what readers of the documentation are told that it says. */
class HabilitationMatrixTest {

    private final HabilitationMatrix matrix = Rules.matrix();

    @Test
    @DisplayName("130 document types by 13 columns, all of the cells accounted for")
    void size() {
        assertThat(matrix.types()).hasSize(130);
        assertThat(matrix.columns()).containsExactly("10", "21-BIO", "21-OFF", "40", "50", "60|69", "70", "80", "91", "92|94|95|96",
                "26|81|82|83|84|85", "28", "98");
        assertThat(cells(Cell.YES)).isEqualTo(310);
        assertThat(cells(Cell.NO)).isEqualTo(73);
        assertThat(cells(Cell.UNKNOWN)).isEqualTo(1307);
        assertThat(matrix.unknownByColumn().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(1307);
    }

    @Test
    @DisplayName("A nurse reads medication reviews and no psychiatric summaries")
    void nurse() {
        assertThat(matrix.readableBy("60|69")).contains("56445-0").doesNotContain("68599-0").hasSize(26);
    }

    @Test
    @DisplayName("An optician reads exactly two types")
    void optician() {
        assertThat(matrix.readableBy("28")).containsExactlyInAnyOrder("47420-5", "EXPPAT_3");
    }

    @Test
    @DisplayName("Every column reads advance directives")
    void advanceDirectives() {
        assertThat(matrix.columns()).allSatisfy(column -> assertThat(matrix.readableBy(column)).contains("EXPPAT_3"));
    }

    @Test
    @DisplayName("Prescriptions are for the officine and not for the biologist")
    void prescriptions() {
        assertThat(matrix.readableBy("21-OFF")).contains("57833-6", "57828-6", "DOCPAT02");
        assertThat(matrix.readableBy("21-BIO")).doesNotContain("57833-6", "57828-6", "DOCPAT02");
    }

    @Test
    @DisplayName("Doctors read everything that a source speaks of, save the attestation of residence")
    void doctors() {
        List<String> refused = matrix.types().stream().filter(type -> Objects.requireNonNull(matrix.cells().get(type)).get("10") == Cell.NO).toList();
        assertThat(refused).containsExactly("ATTEST-RESID");
        assertThat(matrix.readableBy("10")).hasSize(101);
    }

    @Test
    @DisplayName("Every column of the matrix belongs to a profession")
    void everyColumnIsSomebodys() throws IOException {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser professions = CSVParser.parse(Rules.terminology("professions.csv"), format)) {
            Set<String> named = professions.stream().flatMap(line -> List.of(line.get("column").split("/")).stream())
                    .filter(column -> !column.isEmpty()).collect(Collectors.toSet());
            assertThat(named).containsExactlyInAnyOrderElementsOf(matrix.columns());
        }
    }

    @Test
    @DisplayName("S4.4 the rule opens exactly a column's types, the masked ones held back")
    void rule() {
        Verdict verdict = new HabilitationRule(matrix, Rules.professions()).judge(Ground.CARE,
                Asking.of(Cast.caller("optician 28"), Act.READ, AccessMode.NORMAL, false, false, false, Cast.NOW), RecordPolicy.opened(Cast.PATIENT, LocalDate.EPOCH));
        assertThat(verdict).isEqualTo(Verdict.permit(Grant.types(Set.of("47420-5", "EXPPAT_3")), "S4.4", "column 28"));
    }

    private long cells(Cell cell) {
        return matrix.cells().values().stream().flatMap(row -> row.values().stream()).filter(cell::equals).count();
    }
}
