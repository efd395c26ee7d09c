package fr.carnet.enforcement.consent;

import fr.carnet.enforcement.support.PolicyTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S4: an opposition to deposits stops deposits, and nothing else. */
class DepositOppositionTableTest {

    @TestFactory
    Stream<DynamicTest> depositOpposition() {
        return PolicyTable.tests("deposit-opposition");
    }
}
