package fr.carnet.server.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.ElementDefinitionConstraintComponent;
import org.hl7.fhir.r4.model.StructureDefinition;

/** Finds the rules of the loaded definitions that look at a value, in whatever profile of its resource, on whatever element above it. */
final class RuleLook {

    private static final String FHIR = "http://hl7.org/fhir/StructureDefinition/";
    /** Every element has a value or children: said of all, and of no value. */
    private static final String HAS_VALUE = "ele-1";
    /** What reaches further than the names in an expression say. */
    private static final Pattern FAR = Pattern.compile("descendants\\(|children\\(|repeat\\(|now\\(|today\\(|%resource|%rootResource|\\$this");
    private static final Pattern OUTSIDE = Pattern.compile("%resource|%rootResource|%context");

    /** Extensions of a definition that ask something of a value. */
    private static final List<String> MEASURES = List.of("/regex", "/minLength", "/maxSize", "/date-rules", "/maxDecimalPlaces");

    private final Map<String, StructureDefinition> definitions;
    private final ProfileSelection profiles;

    /**
     * @param definitions every definition by its canonical
     * @param profiles    which profiles count
     */
    RuleLook(Map<String, StructureDefinition> definitions, ProfileSelection profiles) {
        this.definitions = definitions;
        this.profiles = profiles;
    }

    /** @return whether no rule looks at the value but those that the row names */
    boolean isFree(CSVRecord row) {
        return Set.of(row.get("rules").split(" ")).containsAll(rules(row.get("type"), row.get("path")));
    }

    /** @return keys of the rules that look at a value; what is asked of it beside rules (a length, a constant, a value set) under the name of the element's path */
    Set<String> rules(String type, String path) {
        Set<String> rules = new TreeSet<>();
        Stream.concat(Stream.of(FHIR + type), profiles.ofType(type).stream()).map(definitions::get)
                .forEach(definition -> look(definition, List.of(path.split("\\.")), rules));
        return rules;
    }

    /** @return whether the rules of an extension look at nothing outside it */
    static boolean looksInsideOnly(StructureDefinition extension) {
        return extension.getContextInvariant().isEmpty() && extension.getSnapshot().getElement().stream().flatMap(element -> element.getConstraint().stream())
                .noneMatch(constraint -> OUTSIDE.matcher(constraint.getExpression()).find());
    }

    private void look(StructureDefinition definition, List<String> path, Set<String> rules) {
        for (int depth = 0; depth <= path.size(); depth++) {
            List<String> below = path.subList(depth, path.size());
            List<ElementDefinition> elements = elements(definition, path.subList(0, depth));
            elements.forEach(element -> look(element, below, rules));
            // An element of a data type has the rules of that type, too, on itself and on what is below.
            if (depth > 0) {
                elements.stream().flatMap(element -> element.getType().stream())
                        .flatMap(type -> Stream.concat(Stream.of(FHIR + type.getCode()), type.getProfile().stream().map(CanonicalType::getValue))).map(definitions::get).distinct()
                        .filter(each -> each != null && each.getKind() == StructureDefinition.StructureDefinitionKind.COMPLEXTYPE && !each.getType().endsWith("Element"))
                        .forEach(each -> look(each, below, rules));
            }
        }
    }

    private static List<ElementDefinition> elements(StructureDefinition definition, List<String> path) {
        List<String> whole = new ArrayList<>(List.of(definition.getType()));
        whole.addAll(path);
        String name = String.join(".", whole);
        return definition.getSnapshot().getElement().stream().filter(element -> element.getPath().equals(name)).toList();
    }

    private static void look(ElementDefinition element, List<String> below, Set<String> rules) {
        element.getConstraint().stream().filter(constraint -> !constraint.getKey().equals(HAS_VALUE)).filter(constraint -> looks(constraint, below))
                .map(ElementDefinitionConstraintComponent::getKey).forEach(rules::add);
        boolean compared = element.hasFixed() || element.hasPattern();
        boolean measured = below.isEmpty() && (element.getMaxLength() > 0 || element.hasMinValue() || element.hasMaxValue() || element.hasBinding()
                || element.getExtension().stream().anyMatch(extension -> MEASURES.stream().anyMatch(extension.getUrl()::endsWith)));
        if (compared || measured) {
            rules.add(element.getPath());
        }
    }

    private static boolean looks(ElementDefinitionConstraintComponent constraint, List<String> below) {
        String expression = constraint.getExpression();
        return below.isEmpty() || FAR.matcher(expression).find() || below.stream().anyMatch(name -> Pattern.compile("\\b" + name + "\\b").matcher(expression).find());
    }
}
