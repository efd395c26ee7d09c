package fr.carnet.server.validation;

import ca.uhn.fhir.context.support.IValidationSupport;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.carnet.server.config.DataFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a resource tell the HL7 validator nothing: {@code free-values.csv}. A row counts only as long as no rule of the definitions that this
 * server has loaded looks at the value, but those that the row names (ADR 0020); an operator's definition that does takes the row away.
 */
final class FreeValues {

    private static final String ROOT = "root";

    /** Numbers as they are written: 1.0 is not 1.00. */
    private final ObjectMapper json = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).nodeFactory(JsonNodeFactory.withExactBigDecimals(true)).build();
    private final Map<String, Branch> roots = new HashMap<>();
    private final Map<String, Branch> contained = new HashMap<>();
    private final Map<String, StructureDefinition> definitions;
    private final ProfileSelection profiles;
    private final RuleLook look;

    /** A place in a resource: what may stand below it, and whether a value stands there that is free. */
    static final class Branch {

        static final Branch NONE = new Branch();

        private final Map<String, Branch> below = new HashMap<>();
        private @Nullable FreeKind kind;

        /** @return the place of this name below this one */
        Branch below(String name) {
            return below.getOrDefault(name, NONE);
        }

        /** @return what kind of value is free here; null when none is */
        @Nullable FreeKind kind() {
            return kind;
        }

        private void put(List<String> path, FreeKind free) {
            Branch place = this;
            for (String name : path) {
                place = place.below.computeIfAbsent(name, first -> new Branch());
            }
            place.kind = free;
        }
    }

    /**
     * @param support  every definition
     * @param profiles which profiles count
     */
    FreeValues(IValidationSupport support, ProfileSelection profiles) {
        List<StructureDefinition> all = support.<StructureDefinition>fetchAllStructureDefinitions();
        this.definitions = all.stream().collect(Collectors.toMap(StructureDefinition::getUrl, definition -> definition, (first, second) -> first));
        this.profiles = profiles;
        this.look = new RuleLook(definitions, profiles);
        DataFile.read("fr/carnet/server/validation/free-values.csv").filter(look::isFree).forEach(this::add);
    }

    private void add(CSVRecord row) {
        Map<String, Branch> place = row.get("place").equals(ROOT) ? roots : contained;
        place.computeIfAbsent(row.get("type"), type -> new Branch()).put(List.of(row.get("path").split("\\.")), FreeKind.valueOf(row.get("kind")));
    }

    /** @return the form of a resource: the same for resources that differ in nothing that the validator looks at; empty when it must be looked at each time */
    Optional<String> form(String type, String resource) {
        if (!roots.containsKey(type)) {
            return Optional.empty();
        }
        try {
            ObjectNode tree = (ObjectNode) json.readTree(resource);
            return new Form(this, tree).isMade() ? Optional.of(tree.toString()) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("HAPI wrote no JSON", e);
        }
    }

    /** @return free places of a resource of this type */
    Branch root(String type) {
        return roots.getOrDefault(type, Branch.NONE);
    }

    /** @return free places of a contained resource of this type */
    Branch contained(String type) {
        return contained.getOrDefault(type, Branch.NONE);
    }

    /** @return whether {@code meta} names nothing but profiles that are not loaded, or whose rules were looked at */
    boolean isHarmlessMeta(String type, JsonNode meta) {
        for (JsonNode profile : meta.path("profile")) {
            String canonical = profile.asText();
            boolean known = definitions.containsKey(canonical) && !profiles.ofType(type).contains(canonical);
            if (known || canonical.contains("|")) {
                return false;
            }
        }
        return meta.size() == (meta.has("profile") ? 1 : 0);
    }

    /** @return whether an extension is not loaded, or its rules look at nothing outside it */
    boolean isHarmlessExtension(String url) {
        StructureDefinition definition = definitions.get(url);
        return !url.contains("|") && (definition == null || RuleLook.looksInsideOnly(definition));
    }
}
