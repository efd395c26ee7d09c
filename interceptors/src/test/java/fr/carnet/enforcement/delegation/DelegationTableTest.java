package fr.carnet.enforcement.delegation;

import fr.carnet.enforcement.support.PolicyTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S5: holder, parents, guardians and caregivers, to the day. */
class DelegationTableTest {

    @TestFactory
    Stream<DynamicTest> delegation() {
        return PolicyTable.tests("delegation");
    }
}
