package fr.carnet.server.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;

/** One record with the resources of {@code spec/shelf.json}, deposited over the API; {@code {Type.name}} stands for the id of one of them. */
public final class SearchShelf {

    private static final String DOCTOR = "810000003007";
    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+(?:\\.[a-z ]+)?)}");

    private final TestServer server;
    private final Records.Opened record;
    private final Map<String, String> names = new LinkedHashMap<>();

    /** @param server where the record is opened */
    public SearchShelf(TestServer server) {
        this.server = server;
        String doctor = server.tokens().doctor(DOCTOR);
        record = server.records().authorised(server.records().adult(), doctor, DOCTOR);
        names.putAll(Map.of("patient", record.id(), "stranger", server.records().adult().id(), "doctor", DOCTOR, "base", server.api().base()));
        Map<String, String> tokens = Map.of("doctor", doctor, "holder", holder());
        for (JsonNode item : items()) {
            JsonNode resource = item.get("resource");
            String type = resource.get("resourceType").asText();
            Reply stored = server.api().post(tokens.get(item.get("by").asText()), "Bundle".equals(type) ? "/" : "/" + type, filled(resource.toString()));
            assertThat(stored.status()).as(item.get("name") + " " + stored.text()).isIn(200, 201);
            remember(item.get("name").asText(), stored);
        }
        names.put("RelatedPerson.this", server.records().delegate(holder(), record, "CAREGIVER").createdId());
        accesses();
    }

    private void remember(String name, Reply stored) {
        if (stored.status() == 201) {
            IdType id = new IdType(stored.header("Location"));
            names.put(id.getResourceType() + "." + name, id.getIdPart());
        } else {
            stored.bundle().getEntry().stream().map(Bundle.BundleEntryComponent::getResponse).map(entry -> new IdType(entry.getLocation()))
                    .forEach(id -> names.put(id.getResourceType() + "." + name, id.getIdPart()));
        }
    }

    /** The lines of the deposits of two documents. */
    private void accesses() {
        for (String word : new String[] {"this", "other"}) {
            names.put("AuditEvent." + word, server.database().sql("select id::text from carnet.audit_event where interaction = 'create' and ? = any (entities)")
                    .params("DocumentReference/" + names.get("DocumentReference." + word)).query(String.class).single());
        }
    }

    private static JsonNode items() {
        try (InputStream json = Objects.requireNonNull(SearchShelf.class.getResourceAsStream("/spec/shelf.json"))) {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return a text with every name replaced by what it stands for */
    public String filled(String text) {
        return NAME.matcher(text).replaceAll(name -> Matcher.quoteReplacement("uuid".equals(name.group(1)) ? UUID.randomUUID().toString()
                : Objects.requireNonNull(names.get(name.group(1)), name.group(1))));
    }

    /** @return the id of a resource */
    public String id(String type, String name) {
        return filled("{" + type + "." + name + "}");
    }

    /** @return a token of the record's holder */
    public String holder() {
        return server.tokens().holder(record.id());
    }

    /** @return the record */
    public Records.Opened record() {
        return record;
    }
}
