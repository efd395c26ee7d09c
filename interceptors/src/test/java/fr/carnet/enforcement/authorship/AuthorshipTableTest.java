package fr.carnet.enforcement.authorship;

import fr.carnet.enforcement.support.PolicyTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S4.author and S2: whoever deposited something, and who may feed a record. */
class AuthorshipTableTest {

    @TestFactory
    Stream<DynamicTest> authorship() {
        return PolicyTable.tests("authorship");
    }
}
