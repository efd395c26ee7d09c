package fr.carnet.enforcement.policy;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.support.SpecTable;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S6.4: what a token's scopes allow. */
class ScopesTableTest {

    @TestFactory
    Stream<DynamicTest> scopes() {
        return SpecTable.tests("scopes", ScopesTableTest::check);
    }

    private static void check(CSVRecord row) {
        String[] asked = row.get("asked").split("\\.");
        Scopes scopes = Scopes.of(row.get("claim"));
        char permission = asked[1].charAt(0);
        String part = scopes.filter(asked[0], permission).map(filter -> filter.parameter() + "=" + String.join(",", filter.values().stream().sorted().toList())).orElse("yes");
        assertThat(scopes.allow(asked[0], permission) ? part : "no").as(row.get("because")).isEqualTo(row.get("expect"));
    }
}
