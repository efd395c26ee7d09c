package fr.carnet.server.storage;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.carnet.server.config.EndpointSettings;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** When the stored text is what HAPI would answer, and what is added to it: id and meta, which are kept in columns. */
@Component
public class StoredText {

    private static final Set<String> SHAPING = Set.of("_elements", "_summary", "_include", "_revinclude", "_pretty");
    private static final Set<RestOperationTypeEnum> OPERATIONS = Set.of(RestOperationTypeEnum.READ, RestOperationTypeEnum.SEARCH_TYPE);
    private static final Set<RequestTypeEnum> METHODS = Set.of(RequestTypeEnum.GET, RequestTypeEnum.POST);
    private static final Set<String> SORTED_META = Set.of("profile", "security", "tag");
    /** HAPI takes versions off references. */
    private static final String VERSIONED = "/_history/";
    private static final String META = "meta";

    private final ObjectReader reader = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build().readerFor(ObjectNode.class);
    private final String base;

    StoredText(EndpointSettings endpoint) {
        this.base = endpoint.baseUrl();
    }

    /** @return whether a request asks for whole resources in plain JSON; whatever else it asks for, HAPI shapes */
    public static boolean isAskedFor(RequestDetails request) {
        return request.getClass() == ServletRequestDetails.class && METHODS.contains(request.getRequestType()) && OPERATIONS.contains(request.getRestOperationType())
                && request.getParameters().keySet().stream().noneMatch(parameter -> SHAPING.contains(parameter.split(":", 2)[0]))
                && RestfulServerUtils.determineResponseEncodingWithDefault(request).getEncoding() == EncodingEnum.JSON
                && !RestfulServerUtils.prettyPrintResponse(request.getServer(), request);
    }

    /**
     * @param text     what is stored
     * @param standing the resource that stands for it, with id and meta
     * @return what HAPI would encode; empty when that is not what is stored
     */
    Optional<ObjectNode> leaving(String text, Resource standing) {
        // References into this very server leave relative, without a version; only HAPI's model knows which strings are references.
        if (text.contains(base) || text.contains(VERSIONED)) {
            return Optional.empty();
        }
        try {
            ObjectNode stored = reader.readValue(text);
            JsonNode kept = stored.path(META);
            return isPlain(kept) ? Optional.of(whole(stored, kept, standing)) : Optional.empty();
        } catch (JsonProcessingException unreadable) {
            // HAPI reads more than JSON: what older releases of it wrote.
            return Optional.empty();
        }
    }

    /** HAPI sorts profiles and labels as it reads them. */
    private static boolean isPlain(JsonNode meta) {
        return meta.properties().stream().allMatch(field -> SORTED_META.contains(field.getKey()) && field.getValue().size() <= 1);
    }

    private static ObjectNode whole(ObjectNode stored, JsonNode kept, Resource standing) {
        ObjectNode whole = stored.objectNode();
        whole.set("resourceType", stored.remove("resourceType"));
        whole.put("id", standing.getIdElement().getIdPart());
        Meta meta = standing.getMeta();
        ObjectNode written = whole.putObject(META).put("versionId", meta.getVersionId()).put("lastUpdated", meta.getLastUpdatedElement().getValueAsString());
        if (meta.hasSource()) {
            written.put("source", meta.getSource());
        }
        SORTED_META.stream().sorted().filter(kept::has).forEach(name -> written.set(name, kept.get(name)));
        stored.remove(META);
        whole.setAll(stored);
        return whole;
    }
}
