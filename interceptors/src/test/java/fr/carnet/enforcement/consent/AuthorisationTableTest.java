package fr.carnet.enforcement.consent;

import fr.carnet.enforcement.support.PolicyTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S4.3: the basis of a professional's access, to the instant. */
class AuthorisationTableTest {

    @TestFactory
    Stream<DynamicTest> authorisation() {
        return PolicyTable.tests("authorisation");
    }
}
