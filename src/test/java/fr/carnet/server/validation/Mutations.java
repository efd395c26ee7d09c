package fr.carnet.server.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Resources as other software might send them: some values others, and now and then one that is wrong, missing or in the wrong place. */
final class Mutations {

    private static final List<String> ODD = List.of("", " ", "x", "810000000011", "2026-11-18", "2026-11-18T10:00:00", "2026-02-30T10:00:00+01:00", "2026-11-18T24:00:00Z",
            "1700-01-01T00:00:00Z", "2250-01-01T00:00:00Z", "urn:uuid:7E1A9B1C-5A3E-4C7E-8F10-000000000001", "urn:uuid:7e1a9b1c", "urn:oid:1.2.03.4.5.6.7.8.9.10.11", "urn:oid:9.2.3",
            "oid:1.2.250.1", "Patient?identifier=", "Patient?nom=x|810000000011", "Patient/1", "Foo/7e1a9b1c-5a3e-4c7e-8f10-000000000001", "#auteur", "#absent", "#", "http://example.org/x y",
            "file:/etc/hostname", "https://example.org/doc", "<b>gras</b>", " avant", "après ", "a\u202eb", "a\u0007b", "deux  espaces", "x".repeat(300), "9".repeat(1_200), "810000000011 ", "91000000001",
            "11488-4", "N", "SECRET", "application/pdf", "vzQjmANai0BptmtEQSQkWkXLFW0=", "vzQjmANai0B", "AA==", "current", "fr-FR", "http://loinc.org", "urn:ietf:rfc:3986",
            "https://tools.ietf.org/html/rfc4122", "7e1a9b1c-5a3e-4c7e-8f10-000000000001", "urn:oid:1.2.250.1.71.4.2.1", "𝒳 mathématique", "été – tiret");
    private static final List<String> ZONES = List.of("+01:00", "+02:00", "Z", "-04:00");

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    /** @return the resource with other values of the kind that differs from one deposit to the next, and, one time in two, with a fault or an oddity */
    ObjectNode of(ObjectNode resource) {
        ObjectNode changed = resource.deepCopy();
        usual(changed);
        for (int faults = random.nextInt(4) - 1; faults > 0; faults--) {
            List<Map.Entry<JsonNode, Object>> places = new ArrayList<>();
            places(changed, places);
            Map.Entry<JsonNode, Object> place = places.get(random.nextInt(places.size()));
            change(place.getKey(), place.getValue());
        }
        return changed;
    }

    /** Other values where deposits differ. */
    private void usual(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : new ArrayList<>(node.properties())) {
            String text = field.getValue().asText();
            JsonNode other = field.getValue().isValueNode() && random.nextInt(3) > 0 ? usual(field.getKey(), text) : null;
            if (other != null) {
                ((ObjectNode) node).set(field.getKey(), other);
            }
        }
        node.forEach(this::usual);
    }

    private JsonNode usual(String name, String text) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (text.matches("20[0-9-]{8}T.*")) {
            return json.textNode("20%02d-%02d-%02dT%02d:%02d:00%s%s".formatted(20 + random.nextInt(10), 1 + random.nextInt(12), 1 + random.nextInt(28), random.nextInt(24), random.nextInt(60),
                    random.nextInt(4) == 0 ? ".250" : "", ZONES.get(random.nextInt(4) == 0 ? random.nextInt(ZONES.size()) : 0)));
        }
        if (text.startsWith("urn:uuid:")) {
            return json.textNode("urn:uuid:" + new UUID(random.nextLong(), random.nextLong()));
        }
        if (text.matches("[0-9]{11,15}")) {
            return json.textNode(text.charAt(0) + "%010d".formatted(random.nextInt(1_000_000_000)) + text.substring(11));
        }
        return switch (name) {
            case "title", "description", "family", "given", "text" -> json.textNode(List.of("Bilan", "Compte rendu d'été", "Lettre (12/2026)", "DUPONT-MARTIN").get(random.nextInt(4)));
            case "size" -> json.numberNode(1 + random.nextInt(5_000_000));
            case "birthDate" -> json.textNode("19%02d-%02d-%02d".formatted(random.nextInt(100), 1 + random.nextInt(12), 1 + random.nextInt(28)));
            default -> null;
        };
    }

    private void change(JsonNode parent, Object place) {
        boolean removed = random.nextInt(4) == 0;
        JsonNode odd = random.nextInt(12) == 0 ? JsonNodeFactory.instance.numberNode(random.nextInt(3) - 1) : JsonNodeFactory.instance.textNode(ODD.get(random.nextInt(ODD.size())));
        if (parent instanceof ObjectNode object) {
            JsonNode was = object.get((String) place);
            if (removed) {
                object.remove((String) place);
            } else if (was.isValueNode()) {
                object.set((String) place, odd);
            } else if (was instanceof ArrayNode array && !array.isEmpty()) {
                array.add(array.get(0).deepCopy());
            } else {
                object.put("unknown", "element");
            }
        } else if (removed) {
            ((ArrayNode) parent).remove((Integer) place);
        } else if (parent.get((Integer) place).isValueNode()) {
            ((ArrayNode) parent).set((Integer) place, odd);
        }
    }

    private static void places(JsonNode node, List<Map.Entry<JsonNode, Object>> places) {
        node.properties().stream().filter(field -> !field.getKey().equals("resourceType")).forEach(field -> places.add(Map.entry(node, field.getKey())));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places.add(Map.entry(node, i));
        }
        node.forEach(child -> places(child, places));
    }
}
