package fr.carnet.enforcement.purpose;

import fr.carnet.enforcement.support.PolicyTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S4.2: a block beats everything but deposits. */
class PurposeTableTest {

    @TestFactory
    Stream<DynamicTest> block() {
        return PolicyTable.tests("purpose");
    }
}
