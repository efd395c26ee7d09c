package fr.carnet.enforcement.hapi;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.enforcement.compartment.GovernedType;
import fr.carnet.enforcement.compartment.GovernedTypes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The table of search names, held against what is offered and what is governed. */
class SearchNamesTest {

    /** The trace is no resource of HAPI: its search reads names and values itself. */
    private static final Set<String> READ_BY_THE_TRACE = Set.of("AuditEvent");

    private final SearchNames names = SearchNames.load();
    private final AllowList allowList = AllowList.load();

    @Test
    @DisplayName("Every row is offered, and every name with a modifier or a chain has a row, save the patient that the gate reads")
    void rowsAreOffered() {
        Set<String> offered = allowList.rows().stream().filter(row -> "search-type".equals(row.interaction()))
                .flatMap(row -> row.parameters().stream().map(name -> row.type() + "?" + name)).collect(Collectors.toSet());
        Set<String> rows = names.all().stream().map(row -> row.type() + "?" + row.name()).collect(Collectors.toSet());
        assertThat(rows).isNotEmpty().isSubsetOf(offered);
        assertThat(offered.stream().filter(name -> name.matches(".*[.:].*") && !name.matches(".*[?](?:patient|subject)[.:].*") && READ_BY_THE_TRACE.stream().noneMatch(name::startsWith)))
                .isNotEmpty().isSubsetOf(rows);
    }

    @Test
    @DisplayName("What a reference may name is governed, and identifiers are never asked of the index of references")
    void referencesAreGoverned() {
        Set<String> governed = GovernedTypes.load().all().stream().map(GovernedType::type).collect(Collectors.toSet());
        List<SearchName> references = names.all().stream().filter(row -> !row.targets().isEmpty()).toList();
        assertThat(references).isNotEmpty().allSatisfy(row -> {
            assertThat(governed).containsAll(row.targets());
            assertThat(row.identifiers()).isNotEqualTo(row.index());
            assertThat(names.all().stream().filter(other -> other.targets().isEmpty() && other.type().equals(row.type())).flatMap(other -> Stream.of(other.index())))
                    .as("no other name asks " + row.index() + " without the see stage").doesNotContain(row.index());
        });
    }

    @Test
    @DisplayName("A sort key is itself, or the codes of its row")
    void sorts() {
        assertThat(names.sorts("DocumentReference", "author")).containsExactly("author-family", "author-given", "author");
        assertThat(names.sorts("DocumentReference", "title")).containsExactly("title");
        assertThat(names.sorts("DocumentReference", "relatesto")).containsExactly("relatesto");
    }
}
