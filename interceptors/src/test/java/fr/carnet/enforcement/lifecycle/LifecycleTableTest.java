package fr.carnet.enforcement.lifecycle;

import fr.carnet.enforcement.support.PolicyTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S3, S4.1 and S2: what the record's state stops, and who has no ground at all. */
class LifecycleTableTest {

    @TestFactory
    Stream<DynamicTest> lifecycle() {
        return PolicyTable.tests("lifecycle");
    }
}
