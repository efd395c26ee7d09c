package fr.carnet.enforcement.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.support.SpecTable;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** S4.3: which traits match the record's, in a break-glass. */
class IdentityTraitsTableTest {
    private static final List<String> FAMILIES = List.of("Martin", "Dubois-Lefèvre", "D'Œuvre", "");
    private static final List<String> GIVENS = List.of("Camille", "Lætitia", "");

    @TestFactory
    Stream<DynamicTest> identityTraits() {
        return SpecTable.tests("identity-traits", IdentityTraitsTableTest::check);
    }

    @Test
    @DisplayName("S4.3 the traits typed are in no text")
    void traitsAreNotPrinted() {
        assertThat(new IdentityTraits("Martin", "Camille", LocalDate.of(1980, 5, 1))).hasToString("IdentityTraits[]");
    }

    private static void check(CSVRecord row) {
        IdentityTraits typed = new IdentityTraits(row.get("family"), row.get("given"), LocalDate.parse(row.get("born")));
        assertThat(typed.match(FAMILIES, GIVENS, LocalDate.of(1980, 5, 1)) ? "match" : "differ").as(row.get("because")).isEqualTo(row.get("expect"));
    }
}
