package fr.carnet.guide;

import fr.carnet.guide.Page.Cell;
import fr.carnet.guide.Page.Row;
import fr.carnet.guide.Page.Section;
import fr.carnet.guide.Page.Table;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.SearchParameter;

/** The search parameters that the project defines, by type. */
final class SearchParameterPage {

    private static final List<String> COLUMNS = List.of("Code", "Type", "Description", "FHIRPath", "URL");

    private final Sources sources;
    private final Markdown markdown;

    SearchParameterPage(Sources sources, Markdown markdown) {
        this.sources = sources;
        this.markdown = markdown;
    }

    List<Page> pages() {
        List<SearchParameter> all = sources.of(SearchParameter.class);
        List<String> types = all.stream().flatMap(parameter -> parameter.getBase().stream()).map(base -> base.getCode()).distinct().sorted().toList();
        return List.of(markdown.page("parametres-recherche", types.stream().map(type -> Section.of(type, type, new Table(COLUMNS, all.stream()
                .filter(parameter -> parameter.getBase().stream().anyMatch(base -> base.getCode().equals(type)))
                .sorted(Comparator.comparing(SearchParameter::getCode)).map(parameter -> row(type, parameter)).toList()))).toList()));
    }

    private static Row row(String type, SearchParameter parameter) {
        return new Row(type + "-" + parameter.getCode(), List.of(Cell.link(parameter.getCode(), Sources.fileOf(parameter)), Cell.of(parameter.getType().toCode()),
                Cell.of(parameter.getDescription()), Cell.of(parameter.hasExpression() ? parameter.getExpression() : ""), Cell.of(parameter.getUrl())));
    }
}
