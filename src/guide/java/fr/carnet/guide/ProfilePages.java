package fr.carnet.guide;

import fr.carnet.guide.Page.Cell;
import fr.carnet.guide.Page.Part;
import fr.carnet.guide.Page.Row;
import fr.carnet.guide.Page.Section;
import fr.carnet.guide.Page.Table;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.ElementDefinition.ElementDefinitionConstraintComponent;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.StructureDefinition;

/** One page per StructureDefinition, and their list. */
final class ProfilePages {

    private static final String EXTENSION = "Extension";

    private final Sources sources;
    private final Links links;
    private final Markdown markdown;
    private final ElementRows elements;

    ProfilePages(Sources sources, Links links, Markdown markdown) {
        this.sources = sources;
        this.links = links;
        this.markdown = markdown;
        this.elements = new ElementRows(links);
    }

    List<Page> pages() {
        List<Page> pages = new ArrayList<>();
        pages.add(markdown.page("profils", List.of(list("profils-de-ressources", "Profils", false), list("extensions", "Extensions", true))));
        sources.structures().forEach(structure -> pages.add(page(structure)));
        return pages;
    }

    private Section list(String id, String title, boolean extensions) {
        List<Row> rows = sources.structures().stream().filter(structure -> EXTENSION.equals(structure.getType()) == extensions)
                .map(structure -> new Row("", List.of(Cell.link(GuideResource.titleOf(structure), Links.pageOf(structure)), Cell.of(where(structure)),
                        new Cell(List.of(links.part(structure.getBaseDefinition())), ""), Cell.of(structure.getUrl())))).toList();
        return Section.of(id, title, new Table(List.of("Titre", extensions ? "Porte sur" : "Type", "Dérive de", "URL"), rows));
    }

    private static String where(StructureDefinition structure) {
        return EXTENSION.equals(structure.getType()) ? String.join(", ", structure.getContext().stream().map(context -> context.getExpression()).toList()) : structure.getType();
    }

    private Page page(StructureDefinition structure) {
        List<Row> rows = new ArrayList<>();
        List<Row> invariants = new ArrayList<>();
        for (ElementDefinition element : structure.getDifferential().getElement()) {
            rows.add(elements.row(element));
            for (ElementDefinitionConstraintComponent rule : element.getConstraint()) {
                invariants.add(new Row("", List.of(Cell.of(rule.getKey()), Cell.of(element.getId()), Cell.of(severity(rule)), Cell.of(rule.getHuman()),
                        Cell.of(rule.getExpression() == null ? "" : rule.getExpression()))));
            }
        }
        List<Section> sections = new ArrayList<>();
        sections.add(Section.of("reperes", "Repères", new Table(List.of("Quoi", "Valeur"), facts(structure))));
        sections.add(Section.of("elements", "Éléments contraints (différentiel)", new Table(List.of("Élément", "Card.", "Type", "Valeurs", "Règles", "Sens"), rows)));
        if (!invariants.isEmpty()) {
            sections.add(Section.of("invariants", "Invariants", new Table(List.of("Clé", "Élément", "Gravité", "Règle", "FHIRPath"), invariants)));
        }
        String english = "<p>Constraints of the profile <code>" + structure.getName() + "</code> on " + structure.getType() + ": element, cardinality, type, "
                + "value set, rules, meaning; then its invariants. The JSON carries the full snapshot.</p>";
        return new Page(Links.pageOf(structure), GuideResource.titleOf(structure), markdown.html(structure.getDescription()), sections, english);
    }

    private List<Row> facts(StructureDefinition structure) {
        List<Row> facts = new ArrayList<>();
        facts.add(fact("URL", Cell.of(structure.getUrl())));
        facts.add(fact("Nom, version, état", Cell.of(structure.getName() + ", " + structure.getVersion() + ", " + structure.getStatus().toCode())));
        facts.add(fact(EXTENSION.equals(structure.getType()) ? "Porte sur" : "Type", Cell.of(where(structure))));
        facts.add(fact("Dérive de", new Cell(List.of(links.whole(structure.getBaseDefinition())), "")));
        facts.add(fact("JSON avec instantané (snapshot)", Cell.link(Sources.fileOf(structure), Sources.fileOf(structure))));
        List<Part> derived = sources.structures().stream().filter(other -> structure.getUrl().equals(other.getBaseDefinition())).map(other -> links.part(other.getUrl())).toList();
        if (!derived.isEmpty()) {
            facts.add(fact("Dérivent de celui-ci", new Cell(derived, "")));
        }
        List<Part> examples = sources.examples().stream().filter(example -> example.resource() != null && example.resource().fhirType().equals(structure.getType()))
                .map(example -> new Part(example.title(), example.page())).toList();
        if (!examples.isEmpty()) {
            facts.add(fact("Exemples de ce type", new Cell(examples, "")));
        }
        return facts;
    }

    private static Row fact(String what, Cell value) {
        return new Row("", List.of(Cell.of(what), value));
    }

    private static String severity(ElementDefinitionConstraintComponent rule) {
        return rule.hasSeverity() && "warning".equals(rule.getSeverity().toCode()) ? "avertissement" : "erreur";
    }
}
