package fr.carnet.server.conformance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The guide's sample instances ({@code ig/}), as examples of requests; and the same as the server would give them back. */
@Component
class Samples {

    private static final int SMALL = 12_000;
    private static final String PATIENT = "3f1c2a74-8f0e-4f0b-9a57-2f6f1c0d7e11";
    private static final String ID = "8d1f0b52-61f3-4b0d-8f8c-5b7f3c1e9a20";

    private final Map<String, JsonNode> byName = new TreeMap<>();

    Samples(ResourcePatternResolver resources, ObjectMapper json) throws IOException {
        Resource[] files = resources.getResources("classpath*:static/ig/*-example-*.json");
        for (Resource file : Arrays.stream(files).sorted(Comparator.comparing(Resource::getFilename)).toList()) {
            if (file.contentLength() <= SMALL) {
                byName.put(Objects.requireNonNull(file.getFilename()), json.readTree(file.getContentAsByteArray()));
            }
        }
    }

    /** @return what a client sends: the first small sample of the type, null without one */
    @Nullable JsonNode sent(String type) {
        return byName.entrySet().stream().filter(sample -> sample.getKey().startsWith(type + "-example-")).map(Map.Entry::getValue).findFirst().orElse(null);
    }

    /** @return the sample with this file name, null without one */
    @Nullable JsonNode named(String file) {
        return byName.get(file);
    }

    /** @return what the server gives back for it: an id, a literal patient, content behind a URL */
    @Nullable JsonNode stored(String type) {
        JsonNode sent = sent(type);
        if (sent == null) {
            return null;
        }
        ObjectNode stored = sent.deepCopy();
        stored.put("id", ID).putObject("meta").put("versionId", "1");
        literal(stored);
        stored.path("content").forEach(content -> {
            if (content.path("attachment") instanceof ObjectNode attachment && attachment.remove("data") != null) {
                attachment.put("url", "Binary/" + ID);
            }
        });
        return stored;
    }

    /** @return a searchset that holds it, null without a sample */
    @Nullable JsonNode found(String type, String base) {
        JsonNode stored = stored(type);
        if (stored == null) {
            return null;
        }
        ObjectNode bundle = ((ObjectNode) stored).objectNode().put("resourceType", "Bundle").put("type", "searchset").put("total", 1);
        ArrayNode entries = bundle.putArray("entry");
        entries.addObject().put("fullUrl", base + "/" + type + "/" + ID).set("resource", stored);
        return bundle;
    }

    private static void literal(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("reference").asText().startsWith("Patient?")) {
            object.put("reference", "Patient/" + PATIENT);
        }
        node.forEach(Samples::literal);
    }
}
