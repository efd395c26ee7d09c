package fr.carnet.enforcement.compartment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.SpecTable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** ARCHITECTURE 1: what is neither document nor List, stamped by its type's row. Every entry here is about the professional, and addressed to him. */
class EntryStampTableTest {
    private final GovernedTypes types = GovernedTypes.load();

    @TestFactory
    Stream<DynamicTest> entryStamp() {
        return SpecTable.tests("entry-stamp", this::check);
    }

    @Test
    @DisplayName("Documents and Lists are stamped by their own rules, never by these")
    void documentsAreNoEntries() {
        EntryFacts facts = new EntryFacts(DataCategory.of("DocumentReference"), false, false, Set.of(), Set.of());
        for (String type : List.of("DocumentReference", "Binary", "List", "AuditEvent")) {
            assertThatIllegalArgumentException().isThrownBy(() -> EntryStamp.of(types.find(type).orElseThrow(), facts, Set.of())).withMessageContaining(type);
        }
    }

    private void check(CSVRecord row) {
        List<String> words = Arrays.asList(row.get("entry").split(" "));
        String[] category = words.get(0).split("\\.");
        EntryFacts facts = new EntryFacts(new DataCategory(category[0], category.length == 2 ? category[1] : ""), words.contains("deleted"), words.contains("managed"),
                Set.of(Cast.PROFESSIONAL), Set.of(Cast.PROFESSIONAL));
        assertThat(EntryStamp.of(types.find(category[0]).orElseThrow(), facts, tokens(row.get("authors")))).as(row.get("because"))
                .containsExactlyInAnyOrderElementsOf(tokens(row.get("expect")));
    }

    private static Set<AclToken> tokens(String cell) {
        return Arrays.stream(cell.split(" ")).filter(word -> !"none".equals(word)).map(AclToken::new).collect(Collectors.toSet());
    }
}
