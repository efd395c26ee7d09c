package fr.carnet.enforcement.habilitation;

import fr.carnet.enforcement.support.PolicyTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S4.4: every profession reads its column of the matrix, and nothing else. */
class HabilitationTableTest {

    @TestFactory
    Stream<DynamicTest> habilitation() {
        return PolicyTable.tests("habilitation");
    }
}
