package fr.carnet.enforcement.compartment;

import fr.carnet.enforcement.support.PolicyTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S4.2: a block beats everything but deposits. */
class CompartmentTableTest {

    @TestFactory
    Stream<DynamicTest> block() {
        return PolicyTable.tests("compartment");
    }
}
