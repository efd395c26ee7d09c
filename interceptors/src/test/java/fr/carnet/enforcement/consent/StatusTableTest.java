package fr.carnet.enforcement.consent;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.PolicyTable;
import fr.carnet.enforcement.support.SpecTable;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S4.3, PDSm4DMP TD0.2: who may ask how a record stands, and how his access to it does. */
class StatusTableTest {

    @TestFactory
    Stream<DynamicTest> whoMayAsk() {
        return PolicyTable.tests("status");
    }

    @TestFactory
    Stream<DynamicTest> howHisAccessStands() {
        return SpecTable.tests("access-status", StatusTableTest::check);
    }

    private static void check(CSVRecord row) {
        Instant at = row.get("at").isEmpty() ? Cast.NOW : Instant.parse(row.get("at"));
        AccessStatus status = AccessStatus.of((Caller.Professional) Cast.caller(row.get("caller")), Asking.record(row.get("record")), at);
        assertThat(status.name()).as(row.get("because")).isEqualTo(row.get("expect"));
    }
}
