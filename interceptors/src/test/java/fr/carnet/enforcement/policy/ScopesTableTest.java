package fr.carnet.enforcement.policy;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.support.SpecTable;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** S6.4: what a token's scopes allow. */
class ScopesTableTest {

    @TestFactory
    Stream<DynamicTest> scopes() {
        return SpecTable.tests("scopes", ScopesTableTest::check);
    }

    @Test
    @DisplayName("S6.4 a narrowed scope holds what has one of its codes, in its system; contradicting scopes hold nothing")
    void holds() {
        ScopeFilter filter = Scopes.of("patient/Observation.rs?category=http://t|a,http://t|b").filter("Observation", 'r').orElseThrow();
        assertThat(filter.holds(Set.of("http://t|b", "http://t|c"))).isTrue();
        assertThat(filter.holds(Set.of("http://t|c", "http://u|a", "null|a"))).isFalse();
        assertThat(filter.holds(Set.of())).isFalse();
        ScopeFilter contradicting = Scopes.of("patient/Observation.r?category=http://t|a patient/Observation.r?code=http://t|b").filter("Observation", 'r').orElseThrow();
        assertThat(contradicting.holds(Set.of("http://t|a", "http://t|b"))).isFalse();
    }

    private static void check(CSVRecord row) {
        String[] asked = row.get("asked").split("\\.");
        Scopes scopes = Scopes.of(row.get("claim"));
        char permission = asked[1].charAt(0);
        String part = scopes.filter(asked[0], permission).map(filter -> filter.parameter() + "=" + String.join(",", filter.values().stream().sorted().toList())).orElse("yes");
        assertThat(scopes.allow(asked[0], permission) ? part : "no").as(row.get("because")).isEqualTo(row.get("expect"));
    }
}
