package fr.carnet.server.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes the form of one resource: its JSON with something else in place of every value that no rule looks at. Used once. */
final class Form {

    private static final String TYPE = "resourceType";
    /** What may stay as it is: codes, types, addresses of definitions. Any other word is a person's, and is not to be remembered. */
    private static final Set<String> KEPT = Set.of(TYPE, "id", "system", "code", "version", "use", "status", "docStatus", "mode", "gender", "contentType", "language", "type",
            "valueCode", "valueBoolean", "active", "userSelected");
    /** As many as the shortest run of digits can tell apart, and a list is long before that. */
    private static final int MOST = 50_000;
    private static final Pattern ADDRESS_OF_SOFTWARE = Pattern.compile("urn:oid:[0-2](\\.(0|[1-9][0-9]*)){4,40}");

    private final FreeValues free;
    private final ObjectNode resource;
    private final List<Place> places = new ArrayList<>();
    private boolean exists = true;

    /** Where a free value stands. */
    private record Place(ObjectNode parent, String name, int index, FreeKind kind) {

        JsonNode value() {
            return index < 0 ? parent.get(name) : parent.get(name).get(index);
        }
    }

    /**
     * @param free     which values no rule looks at
     * @param resource changed
     */
    Form(FreeValues free, ObjectNode resource) {
        this.free = free;
        this.resource = resource;
    }

    /** @return whether the resource has a form, and is now it */
    boolean isMade() {
        walk(resource, free.root(resource.path(TYPE).asText()), false);
        if (!exists || places.size() > MOST) {
            return false;
        }
        StandIns standIns = new StandIns(Moments.of(places.stream().filter(place -> place.kind() == FreeKind.MOMENT).map(place -> place.value().asText()).toList()));
        for (Place place : places) {
            String standIn = place.kind().standIn(place.value(), standIns);
            if (standIn == null) {
                return false;
            }
            put(place, standIn);
        }
        return true;
    }

    private static void put(Place place, String standIn) {
        if (place.kind() == FreeKind.SIZE) {
            place.parent().put(place.name(), Integer.parseInt(standIn));
        } else if (place.index() < 0) {
            place.parent().put(place.name(), standIn);
        } else {
            ((ArrayNode) place.parent().get(place.name())).set(place.index(), place.parent().textNode(standIn));
        }
    }

    private void walk(ObjectNode object, FreeValues.Branch branch, boolean inExtension) {
        for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); exists && fields.hasNext();) {
            Map.Entry<String, JsonNode> field = fields.next();
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (name.equals("extension") || name.equals("modifierExtension")) {
                value.forEach(extension -> extension(extension));
            } else if (name.equals("contained")) {
                value.forEach(contained -> walk((ObjectNode) contained, free.contained(contained.path(TYPE).asText()), false));
            } else if (name.equals("meta")) {
                exists = free.isHarmlessMeta(object.path(TYPE).asText(), value);
            } else if (value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    value(object, name, i, value.get(i), branch, inExtension);
                }
            } else {
                value(object, name, -1, value, branch, inExtension);
            }
        }
    }

    private void extension(JsonNode extension) {
        exists = exists && free.isHarmlessExtension(extension.path("url").asText());
        walk((ObjectNode) extension, FreeValues.Branch.NONE, true);
    }

    private void value(ObjectNode parent, String name, int index, JsonNode value, FreeValues.Branch branch, boolean inExtension) {
        FreeValues.Branch below = branch.below(name);
        if (value instanceof ObjectNode object) {
            walk(object, below, inExtension);
        } else if (value.isNull()) {
            exists = exists && index >= 0;
        } else if (below.kind() != null && !isInside(value) && isApart(parent, below.kind())) {
            places.add(new Place(parent, name, index, below.kind()));
        } else {
            exists = exists && isKept(parent, name, value, inExtension);
        }
    }

    /** Size and hash of bytes that are in the resource are compared with them; so are those of bytes at an address that can be read. */
    private static boolean isApart(ObjectNode attachment, FreeKind kind) {
        return kind != FreeKind.SIZE && kind != FreeKind.HASH || !attachment.has("data") && attachment.path("url").asText("urn:uuid:").startsWith("urn:uuid:");
    }

    /** References to contained resources are what rules look for: they stay. */
    private static boolean isInside(JsonNode reference) {
        return reference.asText().startsWith("#");
    }

    private static boolean isKept(ObjectNode parent, String name, JsonNode value, boolean inExtension) {
        return KEPT.contains(name)
                || name.equals("reference") && isInside(value)
                || name.equals("display") && parent.has("code")
                || name.equals("data") && value.asText().equals(WithoutBytes.TEXT)
                || inExtension && (name.equals("url") || name.equals("value") && ADDRESS_OF_SOFTWARE.matcher(value.asText()).matches());
    }
}
