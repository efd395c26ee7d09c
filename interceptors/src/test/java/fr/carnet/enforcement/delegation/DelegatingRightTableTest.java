package fr.carnet.enforcement.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.Delegation;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.SpecTable;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S2 and S5: who delegates to whom. */
class DelegatingRightTableTest {

    @TestFactory
    Stream<DynamicTest> delegatingRight() {
        return SpecTable.tests("delegating-right", DelegatingRightTableTest::check);
    }

    private static void check(CSVRecord row) {
        boolean may = DelegatingRight.mayDelegate(Cast.caller(row.get("caller")), Delegation.Kind.valueOf(row.get("kind")));
        assertThat(may ? "yes" : "no").as(row.get("because")).isEqualTo(row.get("expect"));
    }
}
