package fr.carnet.enforcement.compartment;

import fr.carnet.enforcement.support.PolicyTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S4.types and S4.rubrics: each governed type, by whom it is read and written, in which mode. */
class CompartmentTableTest {

    @TestFactory
    Stream<DynamicTest> compartment() {
        return PolicyTable.tests("compartment");
    }
}
