package fr.carnet.guide;

import fr.carnet.guide.Page.Cell;
import fr.carnet.guide.Page.Part;
import fr.carnet.guide.Page.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ElementDefinition.TypeRefComponent;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Type;

/** What a differential says of one element, in a row. */
final class ElementRows {

    private static final Map<String, String> STRENGTH = Map.of("required", "obligatoire", "extensible", "extensible", "preferred", "préférée", "example", "exemple");

    private final Links links;

    ElementRows(Links links) {
        this.links = links;
    }

    Row row(ElementDefinition element) {
        return new Row(element.getId(), List.of(Cell.of(element.getId()), Cell.of(cardinality(element)), types(element), values(element),
                Cell.of(String.join(" ; ", rules(element))), Cell.of(element.hasShort() ? element.getShort() : "")));
    }

    private static String cardinality(ElementDefinition element) {
        return element.hasMin() || element.hasMax() ? (element.hasMin() ? element.getMin() : "") + ".." + (element.hasMax() ? element.getMax() : "") : "";
    }

    private Cell types(ElementDefinition element) {
        List<Part> parts = new ArrayList<>();
        for (TypeRefComponent type : element.getType()) {
            parts.add(new Part(type.getCode(), ""));
            for (CanonicalType target : type.getProfile()) {
                parts.add(links.part(target.getValue()));
            }
            for (CanonicalType target : type.getTargetProfile()) {
                parts.add(links.part(target.getValue()));
            }
        }
        return new Cell(parts, "");
    }

    private Cell values(ElementDefinition element) {
        if (!element.hasBinding()) {
            return Cell.of("");
        }
        Part strength = new Part(STRENGTH.get(element.getBinding().getStrength().toCode()), "");
        return new Cell(element.getBinding().hasValueSet() ? List.of(strength, links.part(element.getBinding().getValueSet())) : List.of(strength), "");
    }

    private static List<String> rules(ElementDefinition element) {
        List<String> rules = new ArrayList<>();
        if (element.hasFixed()) {
            rules.add("valeur fixe : " + text(element.getFixed()));
        }
        if (element.hasPattern()) {
            rules.add("motif : " + text(element.getPattern()));
        }
        if (element.hasSlicing()) {
            rules.add("découpé par " + String.join(", ", element.getSlicing().getDiscriminator().stream().map(by -> by.getPath()).toList())
                    + " (" + element.getSlicing().getRules().toCode() + ")");
        }
        if (element.hasMaxLength()) {
            rules.add("au plus " + element.getMaxLength() + " caractères");
        }
        if (element.getMustSupport()) {
            rules.add("à prendre en charge");
        }
        element.getConstraint().forEach(rule -> rules.add(rule.getKey()));
        return rules;
    }

    private static String text(Type value) {
        if (value instanceof CodeableConcept concept) {
            return String.join(", ", concept.getCoding().stream().map(ElementRows::text).toList());
        }
        if (value instanceof Coding coding) {
            return (coding.hasSystem() ? coding.getSystem() : "") + (coding.hasCode() ? "#" + coding.getCode() : "");
        }
        if (value instanceof Identifier identifier) {
            return (identifier.hasSystem() ? identifier.getSystem() : "") + (identifier.hasValue() ? "|" + identifier.getValue() : "");
        }
        return value.isPrimitive() ? value.primitiveValue() : value.fhirType();
    }
}
