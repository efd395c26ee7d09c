package fr.carnet.guide;

import fr.carnet.guide.Page.Cell;
import fr.carnet.guide.Page.Row;
import fr.carnet.guide.Page.Section;
import fr.carnet.guide.Page.Table;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.ValueSet.ConceptReferenceDesignationComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.hl7.fhir.r4.model.ValueSet;

/** Codes as tables. */
final class CodeTables {

    private static final String ENGLISH = "en";

    private final Links links;

    CodeTables(Links links) {
        this.links = links;
    }

    /** @return how many codes it lists, empty when it lists none itself */
    static String size(MetadataResource definition) {
        int size = 0;
        if (definition instanceof CodeSystem system) {
            List<Row> rows = new ArrayList<>();
            concepts(system.getConcept(), "", rows);
            size = rows.size();
        } else if (definition instanceof ValueSet set) {
            size = set.getCompose().getInclude().stream().mapToInt(include -> include.getConcept().size()).sum();
        } else if (definition instanceof ConceptMap map) {
            size = map.getGroup().stream().mapToInt(group -> group.getElement().size()).sum();
        }
        return size == 0 ? "" : String.valueOf(size);
    }

    List<Section> of(CodeSystem system) {
        List<Row> rows = new ArrayList<>();
        concepts(system.getConcept(), "", rows);
        return List.of(Section.of("codes", "Codes", new Table(List.of("Code", "Libellé", "English", "Définition"), rows)));
    }

    private static void concepts(List<ConceptDefinitionComponent> concepts, String indent, List<Row> rows) {
        for (ConceptDefinitionComponent concept : concepts) {
            String english = concept.getDesignation().stream().filter(name -> ENGLISH.equals(name.getLanguage())).map(name -> name.getValue()).findFirst().orElse("");
            rows.add(new Row(concept.getCode(), List.of(Cell.of(indent + concept.getCode()), Cell.of(shown(concept.getDisplay())), Cell.english(english), Cell.of(shown(concept.getDefinition())))));
            concepts(concept.getConcept(), indent + "\u2003", rows);
        }
    }

    List<Section> of(ValueSet set) {
        List<Section> sections = new ArrayList<>();
        parts(set.getCompose().getInclude(), "inclus", "Inclus", sections);
        parts(set.getCompose().getExclude(), "exclus", "Exclus", sections);
        return sections;
    }

    private void parts(List<ConceptSetComponent> parts, String id, String title, List<Section> sections) {
        int number = 1;
        for (ConceptSetComponent part : parts) {
            List<Row> rows = new ArrayList<>();
            part.getValueSet().forEach(other -> rows.add(new Row("", List.of(Cell.of("jeu de valeurs"), new Cell(List.of(links.whole(other.getValue())), ""), Cell.english("")))));
            part.getFilter().forEach(filter -> rows.add(new Row("", List.of(Cell.of("filtre"), Cell.of(filter.getProperty() + " " + filter.getOp().toCode() + " " + filter.getValue()), Cell.english("")))));
            part.getConcept().forEach(concept -> rows.add(new Row("", List.of(Cell.of(concept.getCode()), Cell.of(shown(concept.getDisplay())),
                    Cell.english(concept.getDesignation().stream().filter(name -> ENGLISH.equals(name.getLanguage())).map(ConceptReferenceDesignationComponent::getValue).findFirst().orElse(""))))));
            if (rows.isEmpty()) {
                rows.add(new Row("", List.of(Cell.of("tous les codes"), Cell.of(""), Cell.english("all codes"))));
            }
            String heading = part.hasSystem() ? title + " : " + part.getSystem() : title;
            sections.add(Section.of(id + "-" + number++, heading, new Table(List.of("Code", "Libellé", "English"), rows)));
        }
    }

    List<Section> of(ConceptMap map) {
        List<Section> sections = new ArrayList<>();
        int number = 1;
        for (ConceptMap.ConceptMapGroupComponent group : map.getGroup()) {
            List<Row> rows = new ArrayList<>();
            for (ConceptMap.SourceElementComponent element : group.getElement()) {
                for (ConceptMap.TargetElementComponent target : element.getTarget()) {
                    rows.add(new Row("", List.of(Cell.of(shown(element.getCode())), Cell.of(shown(element.getDisplay())), Cell.of(target.hasEquivalence() ? target.getEquivalence().toCode() : ""),
                            Cell.of(shown(target.getCode())), Cell.of(shown(target.getDisplay())))));
                }
            }
            sections.add(Section.of("groupe-" + number++, "De " + shown(group.getSource()) + " vers " + shown(group.getTarget()),
                    new Table(List.of("Code", "Libellé", "Équivalence", "Code cible", "Libellé cible"), rows)));
        }
        return sections;
    }

    private static String shown(String text) {
        return text == null ? "" : text;
    }
}
