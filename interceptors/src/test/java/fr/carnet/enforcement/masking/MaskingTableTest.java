package fr.carnet.enforcement.masking;

import fr.carnet.enforcement.support.PolicyTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S4.5 to S4.7: what labels and deletion hide, and from whom. */
class MaskingTableTest {

    @TestFactory
    Stream<DynamicTest> masking() {
        return PolicyTable.tests("masking");
    }
}
