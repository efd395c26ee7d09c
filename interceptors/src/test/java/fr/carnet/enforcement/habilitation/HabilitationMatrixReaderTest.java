package fr.carnet.enforcement.habilitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A matrix is read whole or not at all, and the message names the line of the file at fault. */
class HabilitationMatrixReaderTest {

    private static final String HEADER = "type,system,display,class,10,60|69,source\n";
    private static final String REPORT = "11488-4,http://loinc.org,Consultation,10,yes,no,S2\n";
    private static final String SUMMARY = "68599-0,http://loinc.org,\"Synthèse, psychiatrique\",11,yes,unknown,S2\n";

    @Test
    @DisplayName("Each cell is yes, no or unknown, and only yes reads")
    void readsCells() throws IOException {
        HabilitationMatrix matrix = read(HEADER + REPORT + SUMMARY);
        assertThat(matrix.columns()).containsExactly("10", "60|69");
        assertThat(matrix.types()).containsExactlyInAnyOrder("11488-4", "68599-0");
        assertThat(matrix.readableBy("10")).containsExactlyInAnyOrder("11488-4", "68599-0");
        assertThat(matrix.readableBy("60|69")).isEmpty();
        assertThat(matrix.described()).isEqualTo(Map.of("11488-4", new DocumentType("http://loinc.org", "Consultation"),
                "68599-0", new DocumentType("http://loinc.org", "Synthèse, psychiatrique")));
        assertThat(matrix.unknownByColumn()).containsExactly(Map.entry("10", 0L), Map.entry("60|69", 1L));
    }

    @Test
    @DisplayName("A column that the matrix does not have reads nothing")
    void noColumn() throws IOException {
        assertThat(read(HEADER + REPORT).readableBy("28")).isEmpty();
    }

    @Test
    @DisplayName("A type that occurs twice is refused")
    void duplicateType() {
        assertThatIllegalArgumentException().isThrownBy(() -> read(HEADER + REPORT + SUMMARY + REPORT))
                .withMessageContaining("line 4").withMessageContaining("11488-4");
    }

    @Test
    @DisplayName("A cell that is none of the three words is refused, with its column")
    void unknownWord() {
        assertThatIllegalArgumentException().isThrownBy(() -> read(HEADER + REPORT + SUMMARY.replace("unknown", "perhaps")))
                .withMessageContaining("line 3").withMessageContaining("60|69").withMessageContaining("perhaps");
    }

    @Test
    @DisplayName("An empty cell is refused: it is not unknown, it is missing")
    void emptyCell() {
        assertThatIllegalArgumentException().isThrownBy(() -> read(HEADER + REPORT.replace("yes,no", "yes,"))).withMessageContaining("line 2");
    }

    @Test
    @DisplayName("A line with too few cells is refused")
    void tooFewCells() {
        assertThatIllegalArgumentException().isThrownBy(() -> read(HEADER + REPORT.replace("yes,no,", "yes,"))).withMessageContaining("line 2");
    }

    @Test
    @DisplayName("A line with too many cells is refused")
    void tooManyCells() {
        assertThatIllegalArgumentException().isThrownBy(() -> read(HEADER + SUMMARY + REPORT.replace("yes,no,", "yes,no,no,"))).withMessageContaining("line 3");
    }

    @Test
    @DisplayName("A line without type is refused")
    void noType() {
        assertThatIllegalArgumentException().isThrownBy(() -> read(HEADER + REPORT.replace("11488-4", " "))).withMessageContaining("line 2");
    }

    @Test
    @DisplayName("The line named is the file's, also after a cell that spans two lines")
    void lineOfTheFile() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(HEADER + SUMMARY.replace("Synthèse, ", "Synthèse\n") + REPORT.replace("yes,no", "yes,oui")))
                .withMessageContaining("line 4");
    }

    @Test
    @DisplayName("A header without one of the describing columns is refused")
    void headerIncomplete() {
        assertThatIllegalArgumentException().isThrownBy(() -> read(HEADER.replace("class,", "") + REPORT)).withMessageContaining("class");
    }

    @Test
    @DisplayName("A column that occurs twice is refused")
    void duplicateColumn() {
        assertThatIllegalArgumentException().isThrownBy(() -> read("type,system,display,class,10,10,source\n" + REPORT));
    }

    private static HabilitationMatrix read(String csv) throws IOException {
        return new HabilitationMatrixReader().read(new StringReader(csv));
    }
}
