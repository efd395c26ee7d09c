package fr.carnet.enforcement.authorship;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.SpecTable;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S4 to S6: who changes or deletes an entry. */
class EntryRightTableTest {

    @TestFactory
    Stream<DynamicTest> entryRight() {
        return SpecTable.tests("entry-right", EntryRightTableTest::check);
    }

    private static void check(CSVRecord row) {
        Set<AclToken> stamp = Arrays.stream(row.get("stamp").split(" ")).map(AclToken::new).collect(Collectors.toSet());
        boolean may = EntryRight.mayChange(Cast.caller(row.get("caller")), stamp, "yes".equals(row.get("manages")), "yes".equals(row.get("deleting")));
        assertThat(may ? "yes" : "no").as(row.get("because")).isEqualTo(row.get("expect"));
    }
}
