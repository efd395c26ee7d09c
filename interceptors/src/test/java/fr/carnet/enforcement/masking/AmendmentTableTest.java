package fr.carnet.enforcement.masking;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.Reason;
import fr.carnet.enforcement.policy.Verdict;
import fr.carnet.enforcement.support.Cast;
import fr.carnet.enforcement.support.SpecTable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** S4 and S5: who changes what on a deposited document. Cells before and after: {@code <status> [label ...] [archived]}. */
class AmendmentTableTest {

    private final AmendmentRule rule = new AmendmentRule();

    @TestFactory
    Stream<DynamicTest> amendment() {
        return SpecTable.tests("amendment", this::check);
    }

    private void check(CSVRecord row) {
        Verdict verdict = rule.judge(Cast.caller(row.get("caller")), author(row), state(row.get("before")), state(row.get("after")));
        String expected = row.get("expect");
        assertThat(expected.contains("(") ? word(verdict) + " (" + reason(verdict) + ")" : word(verdict)).as(row.get("because")).isEqualTo(expected);
    }

    private static boolean author(CSVRecord row) {
        return switch (row.get("author")) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException(row.get("author"));
        };
    }

    private static DocumentState state(String cell) {
        List<String> words = Arrays.asList(cell.split(" "));
        Set<String> labels = new HashSet<>(words.subList(1, words.size()));
        boolean archived = labels.remove("archived");
        return new DocumentState(words.get(0), labels, archived);
    }

    private static String word(Verdict verdict) {
        return verdict instanceof Verdict.Permit ? "permit" : verdict instanceof Verdict.Deny ? "deny" : "abstain";
    }

    private static Reason reason(Verdict verdict) {
        return verdict instanceof Verdict.Permit permit ? permit.reason() : ((Verdict.Deny) verdict).reason();
    }
}
