package fr.carnet.enforcement.habilitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fr.carnet.enforcement.policy.Exercise;
import fr.carnet.enforcement.support.Rules;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which column an exercice falls under: the profession decides, save for pharmacists and occupational physicians. */
class ProfessionColumnsTest {

    private static final String HEADER = "code,system,display,status,column,note\n";
    private static final String MATRIX = "type,system,display,class,10,21-BIO,21-OFF,60|69,source\n11488-4,,,10,yes,yes,yes,yes,S2\n";

    @ParameterizedTest(name = "profession {0}, savoir-faire {1}, section {2} -> {3}")
    @CsvSource({
        "10,,,10", "10,SM54,,10", "10,SM25,,",
        "21,,A,21-OFF", "21,,D,21-OFF", "21,,E,21-OFF", "21,,H,21-OFF", "21,,G,21-BIO", "21,,B,", "21,,C,", "21,,a,", "21,,g,", "21,,,",
        "38,,,21-OFF", "39,,,21-OFF", "40,,,40", "50,,,50", "60,,,60|69", "69,,,60|69", "60,SM25,,60|69", "60,,G,60|69", "70,,,70", "80,,,80", "91,,,91",
        "92,,,92|94|95|96", "94,,,92|94|95|96", "95,,,92|94|95|96", "96,,,92|94|95|96", "98,,,98", "28,,,28",
        "26,,,26|81|82|83|84|85", "81,,,26|81|82|83|84|85", "82,,,26|81|82|83|84|85", "83,,,26|81|82|83|84|85", "84,,,26|81|82|83|84|85", "85,,,26|81|82|83|84|85",
        "31,,,", "32,,,", "35,,,", "36,,,", "37,,,", "41,,,", "71,,,", "72,,,", "73,,,", "86,,,", "93,,,", "00,,,", "'',,,", "' 10',,,",
    })
    void column(String profession, String specialty, String section, String column) {
        Exercise exercise = new Exercise(profession, Optional.ofNullable(specialty), Optional.ofNullable(section));
        assertThat(Rules.professions().columnOf(exercise)).isEqualTo(Optional.ofNullable(column));
    }

    @Test
    @DisplayName("A column that the matrix does not have is refused, naming line and column")
    void unknownColumn() {
        assertThatIllegalArgumentException().isThrownBy(() -> read("10,,Médecin,active,10,\n60,,Infirmier,active,60,\n", MATRIX))
                .withMessageContaining("line 3").withMessageContaining("'60'");
    }

    @Test
    @DisplayName("The pharmacists' two columns must both be in the matrix")
    void splitColumn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("21,,Pharmacien,active,21-BIO/21-OFF,\n", MATRIX.replace("21-BIO", "21-X").replace("21-OFF", "21-Y")))
                .withMessageContaining("line 2");
    }

    @Test
    @DisplayName("A pharmacist has no column when the file gives none to code 21")
    void pharmacistsComeFromTheFileToo() throws IOException {
        ProfessionColumns columns = read("21,,Pharmacien,active,,\n", MATRIX);
        assertThat(columns.columnOf(new Exercise("21", Optional.empty(), Optional.of("A")))).isEmpty();
    }

    @Test
    @DisplayName("A code with two different columns is refused: unclear gives none, and says so")
    void codeTwice() {
        assertThatIllegalArgumentException().isThrownBy(() -> read("10,,Médecin,active,10,\n10,,Médecin,active,60|69,\n", MATRIX)).withMessageContaining("line 3");
    }

    @Test
    @DisplayName("A code with the same column twice is read, and the pharmacists' two columns are found in the matrix")
    void sameColumnTwice() throws IOException {
        ProfessionColumns columns = read("10,,Médecin,active,10,\n10,,Médecin,active,10,\n21,,Pharmacien,active,21-BIO/21-OFF,\n", MATRIX);
        assertThat(columns.columnOf(new Exercise("10", Optional.empty(), Optional.empty()))).contains("10");
        assertThat(columns.columnOf(new Exercise("21", Optional.empty(), Optional.of("A")))).contains("21-OFF");
    }

    private static ProfessionColumns read(String csv, String matrix) throws IOException {
        return ProfessionColumns.read(new StringReader(HEADER + csv), new HabilitationMatrixReader().read(new StringReader(matrix)));
    }
}
