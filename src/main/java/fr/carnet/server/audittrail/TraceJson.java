package fr.carnet.server.audittrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Elements of FHIR as JSON. FHIR's JSON knows nothing empty: what has no value is not there. The names stand in FHIR's order. */
final class TraceJson {

    private TraceJson() {
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode concept(String system, String code, @Nullable String display) {
        ObjectNode concept = object();
        concept.putArray("coding").add(coding(system, code, display));
        return concept;
    }

    static ObjectNode coding(String system, String code, @Nullable String display) {
        return text(text(text(object(), "system", system), "code", code), "display", display);
    }

    static ObjectNode reference(String literal) {
        return text(object(), "reference", literal);
    }

    static ObjectNode identified(@Nullable String system, String value) {
        return part(object(), "identifier", text(text(object(), "system", system), "value", value));
    }

    static ObjectNode text(ObjectNode holder, String name, @Nullable String value) {
        return value == null || value.isBlank() ? holder : holder.put(name, value);
    }

    static ObjectNode part(ObjectNode holder, String name, JsonNode value) {
        return value.isEmpty() ? holder : holder.set(name, value);
    }
}
