package fr.carnet.enforcement.breakglass;

import fr.carnet.enforcement.support.PolicyTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S4.3 and S4.5 in emergencies. */
class BreakGlassTableTest {

    @TestFactory
    Stream<DynamicTest> breakGlass() {
        return PolicyTable.tests("breakglass");
    }
}
