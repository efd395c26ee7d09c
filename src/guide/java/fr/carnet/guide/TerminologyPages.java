package fr.carnet.guide;

import fr.carnet.guide.Page.Cell;
import fr.carnet.guide.Page.Row;
import fr.carnet.guide.Page.Section;
import fr.carnet.guide.Page.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.SearchParameter;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;

/** One page per CodeSystem, ValueSet, ConceptMap, OperationDefinition and whatever else is defined that is no profile and no search parameter, and their lists. */
final class TerminologyPages {

    private static final Map<String, String> KINDS = Map.of("CodeSystem", "Systèmes de codes", "ValueSet", "Jeux de valeurs", "ConceptMap", "Correspondances",
            "OperationDefinition", "Définitions des opérations", "NamingSystem", "Systèmes d'identifiants", "CapabilityStatement", "Capacités");
    private static final Set<String> OPERATIONS = Set.of("OperationDefinition", "CapabilityStatement");

    private final Sources sources;
    private final Links links;
    private final Markdown markdown;
    private final CodeTables codes;

    TerminologyPages(Sources sources, Links links, Markdown markdown) {
        this.sources = sources;
        this.links = links;
        this.markdown = markdown;
        this.codes = new CodeTables(links);
    }

    List<Page> pages() {
        List<MetadataResource> all = sources.definitions().stream().filter(definition -> !(definition instanceof StructureDefinition || definition instanceof SearchParameter)).toList();
        List<Page> pages = new ArrayList<>();
        pages.add(markdown.page("terminologies", lists(all.stream().filter(definition -> !OPERATIONS.contains(definition.fhirType())).toList())));
        pages.add(markdown.page("operations", lists(all.stream().filter(definition -> OPERATIONS.contains(definition.fhirType())).toList())));
        all.forEach(definition -> pages.add(page(definition)));
        return pages;
    }

    private static List<Section> lists(List<MetadataResource> definitions) {
        return definitions.stream().map(MetadataResource::fhirType).distinct().sorted().map(kind -> Section.of(kind, KINDS.getOrDefault(kind, kind),
                new Table(List.of("Titre", "Codes", "URL"), definitions.stream().filter(definition -> definition.fhirType().equals(kind))
                        .sorted(Comparator.comparing(MetadataResource::getUrl)).map(definition -> new Row("", List.of(
                                Cell.link(GuideResource.titleOf(definition), Links.pageOf(definition)), Cell.of(CodeTables.size(definition)), Cell.of(definition.getUrl()))))
                        .toList()))).toList();
    }

    private Page page(MetadataResource definition) {
        List<Section> sections = new ArrayList<>();
        sections.add(Section.of("reperes", "Repères", new Table(List.of("Quoi", "Valeur"), List.of(
                new Row("", List.of(Cell.of("URL"), Cell.of(definition.getUrl()))),
                new Row("", List.of(Cell.of("Version, état"), Cell.of((definition.hasVersion() ? definition.getVersion() + ", " : "") + definition.getStatus().toCode()))),
                new Row("", List.of(Cell.of("JSON"), Cell.link(Sources.fileOf(definition), Sources.fileOf(definition))))))));
        if (definition instanceof CodeSystem system) {
            sections.addAll(codes.of(system));
        } else if (definition instanceof ValueSet set) {
            sections.addAll(codes.of(set));
        } else if (definition instanceof ConceptMap map) {
            sections.addAll(codes.of(map));
        } else if (definition instanceof OperationDefinition operation) {
            sections.add(parameters(operation));
        } else {
            sections.add(Section.code("source", "Source", "", sources.json(definition)));
        }
        return new Page(Links.pageOf(definition), GuideResource.titleOf(definition), markdown.html(definition.getDescription()), sections,
                "<p>" + definition.fhirType() + " <code>" + definition.getName() + "</code>" + (definition instanceof OperationDefinition ? ": parameters in and out, cardinality, type, meaning.</p>"
                        : ": codes, French displays, English ones where there are any, and definitions.</p>"));
    }

    private static Section parameters(OperationDefinition operation) {
        return Section.of("parametres", "Paramètres de $" + operation.getCode(), new Table(List.of("Nom", "Sens", "Card.", "Type", "Description"), operation.getParameter().stream()
                .map(parameter -> new Row("", List.of(Cell.of(parameter.getName()), Cell.of("out".equals(parameter.getUse().toCode()) ? "réponse" : "requête"),
                        Cell.of(parameter.getMin() + ".." + parameter.getMax()), Cell.of(parameter.hasType() ? parameter.getType() : ""),
                        Cell.of(parameter.hasDocumentation() ? parameter.getDocumentation() : "")))).toList()));
    }
}
