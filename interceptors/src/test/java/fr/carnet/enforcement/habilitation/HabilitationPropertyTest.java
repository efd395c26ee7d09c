package fr.carnet.enforcement.habilitation;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.support.Asking;
import fr.carnet.enforcement.support.RecordDomain;
import fr.carnet.enforcement.support.Rules;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;

/** S4.4: the column is the outer bound of what is read for care. */
@Domain(RecordDomain.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class HabilitationPropertyTest {

    @Property
    void reading_for_care_never_leaves_the_column(@ForAll AccessRequest asked, @ForAll RecordPolicy record) {
        AccessRequest request = Asking.documents(asked);
        Set<String> opened = Rules.policy().decide(request, record) instanceof AccessDecision.Permit permit
                ? permit.tokens().stream().map(AclToken::value).filter(token -> token.startsWith("ps"))
                        .map(token -> token.substring(token.indexOf('.') + 1))
                        // The rubrics are no documents: compartment.RubricsRule.
                        .filter(type -> Rules.types().find(type).isEmpty()).collect(Collectors.toSet())
                : Set.of();
        Set<String> column = request.caller() instanceof Caller.Professional professional
                ? Rules.professions().columnOf(professional.exercise()).map(Rules.matrix()::readableBy).orElse(Set.of())
                : Set.of();
        assertThat(column).containsAll(opened);
        // All of the column or nothing of it: no other rule picks types.
        assertThat(opened.isEmpty() || opened.equals(column)).isTrue();
        Statistics.label("types").collect(opened.isEmpty() ? "none" : "column");
        Statistics.label("types").coverage(coverage -> coverage.check("column").count(count -> count > 0));
    }

    @Property
    void a_cell_turned_to_no_takes_one_type_from_one_column(@ForAll("types") String type, @ForAll("columns") String column) {
        HabilitationMatrix before = Rules.matrix();
        HabilitationMatrix after = turned(before, type, column);
        for (String any : before.columns()) {
            Set<String> expected = before.readableBy(any).stream().filter(read -> !any.equals(column) || !read.equals(type)).collect(Collectors.toSet());
            assertThat(after.readableBy(any)).isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of(Rules.matrix().types().stream().sorted().toList());
    }

    @Provide
    Arbitrary<String> columns() {
        return Arbitraries.of(Rules.matrix().columns());
    }

    private static HabilitationMatrix turned(HabilitationMatrix matrix, String type, String column) {
        Map<String, Map<String, Cell>> cells = new HashMap<>(matrix.cells());
        cells.computeIfPresent(type, (key, row) -> {
            Map<String, Cell> changed = new HashMap<>(row);
            changed.put(column, Cell.NO);
            return changed;
        });
        return new HabilitationMatrix(matrix.columns(), cells, matrix.described());
    }
}
