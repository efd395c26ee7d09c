package fr.carnet.enforcement.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.support.SpecTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** ARCHITECTURE 1, token table: which facts a resource is stamped with. The documents of a List are separated by {@code |}. */
class StampTableTest {

    @TestFactory
    Stream<DynamicTest> stamp() {
        return SpecTable.tests("stamp", StampTableTest::check);
    }

    private static void check(CSVRecord row) {
        assertThat(stamped(row)).as(row.get("because")).containsExactlyInAnyOrderElementsOf(tokens(row.get("expect")));
    }

    private static Set<AclToken> stamped(CSVRecord row) {
        Set<AclToken> authors = tokens(row.get("authors"));
        return switch (row.get("resource")) {
            case "document" -> AclStamp.ofDocument(facts(row), authors);
            case "list" -> AclStamp.ofList(documents(row.get("documents")), authors);
            default -> throw new IllegalArgumentException(row.get("resource"));
        };
    }

    private static DocumentFacts facts(CSVRecord row) {
        Set<Visibility> labels = words(row.get("labels")).map(Visibility::valueOf).collect(Collectors.toSet());
        return new DocumentFacts(Optional.of(row.get("type")).filter(type -> !type.isEmpty()), labels, "entered-in-error".equals(row.get("status")));
    }

    private static List<Set<AclToken>> documents(String cell) {
        return cell.isEmpty() ? List.of() : Arrays.stream(cell.split("\\|")).map(StampTableTest::tokens).toList();
    }

    private static Set<AclToken> tokens(String cell) {
        return words(cell).filter(word -> !"none".equals(word)).map(AclToken::new).collect(Collectors.toSet());
    }

    private static Stream<String> words(String cell) {
        return Arrays.stream(cell.trim().split(" +")).filter(word -> !word.isEmpty());
    }
}
