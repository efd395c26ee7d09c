package fr.carnet.enforcement.purpose;

import fr.carnet.enforcement.support.PolicyTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S6: what an app reads, adds and changes under a purpose. */
class PurposeTableTest {

    @TestFactory
    Stream<DynamicTest> purpose() {
        return PolicyTable.tests("purpose");
    }
}
