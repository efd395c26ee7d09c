package fr.carnet.enforcement.hapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.ScopeFilter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A resource that leaves as it is stored, or a line of the trace as it is written, its text never parsed into HAPI's model. A resource of that model, with nothing but id, version and instant, stands for
 * it on its way out; the stages read here what they decide upon, and take out here what may not be shown. Whoever does not know of it finds no token on the
 * resource that stands for it, and so lets nothing pass.
 */
public final class StoredJson {

    private static final String KEY = StoredJson.class.getName();
    private static final String EXTENSION = "extension";
    private static final String REFERENCE = "reference";

    private final ObjectNode body;
    private boolean watched;

    private StoredJson(ObjectNode body) {
        this.body = body;
    }

    /**
     * @param resource stands for it: id, version and instant are set, everything else is empty
     * @param body     what is stored, with id and meta
     * @return the resource
     */
    public static <T extends Resource> T behind(T resource, ObjectNode body) {
        resource.setUserData(KEY, new StoredJson(body));
        return resource;
    }

    /** @return what is stored, when this resource only stands for it */
    public static Optional<StoredJson> of(@Nullable IBase resource) {
        return resource == null ? Optional.empty() : Optional.ofNullable((StoredJson) resource.getUserData(KEY));
    }

    /** @return what is stored, with id and meta */
    ObjectNode body() {
        return body;
    }

    /**
     * @return what leaves: everything that was not taken out
     * @throws IllegalStateException when the watch stage has not let it pass
     */
    ObjectNode leaving() {
        if (!watched) {
            throw new IllegalStateException("a stored text that was not watched was about to leave");
        }
        return body;
    }

    /** @return its tokens */
    Set<AclToken> tokens() {
        return items(body.path(EXTENSION)).filter(StoredJson::isAcl).map(extension -> extension.path("valueCoding").path("code"))
                .filter(JsonNode::isTextual).map(code -> new AclToken(code.textValue())).collect(Collectors.toUnmodifiableSet());
    }

    /** The watch stage lets it pass: takes its tokens off. */
    void pass() {
        watched = true;
        removeFrom(body, EXTENSION, StoredJson::isAcl);
    }

    /**
     * @param element path of a reference below the resource, its first part the type
     * @return every literal reference found there
     */
    Stream<String> references(String element) {
        Stream<JsonNode> found = Stream.of(body);
        for (String part : element.substring(element.indexOf('.') + 1).split("\\.")) {
            found = found.flatMap(node -> items(node.path(part)));
        }
        return found.flatMap(StoredJson::literal);
    }

    /** @return whether it is in the part of its type that narrowed scopes leave; one of another type is */
    boolean isWithin(ScopeFilter filter) {
        if (!type().equals(filter.type())) {
            return true;
        }
        JsonNode concepts = "category".equals(filter.parameter()) ? body.path("category") : body.path("DocumentReference".equals(type()) ? "type" : "code");
        return filter.holds(items(concepts).flatMap(concept -> items(concept.path("coding")))
                .map(coding -> coding.path("system").textValue() + "|" + coding.path("code").textValue()).collect(Collectors.toSet()));
    }

    /** @return literal references by which it names others that it is not stamped with, the same as {@link RelationInterceptor#relations} */
    Stream<String> relations() {
        return switch (type()) {
            case "DocumentReference" -> Stream.concat(items(body.path("relatesTo")).map(relation -> relation.path("target")), items(body.path("context").path("related")))
                    .flatMap(StoredJson::literal);
            case "Observation" -> literal(body.path("device"));
            case "Communication" -> items(body.path("partOf")).flatMap(StoredJson::literal);
            default -> Stream.empty();
        };
    }

    /** @param unseen literal references that are not shown */
    void takeOut(Predicate<String> unseen) {
        Predicate<JsonNode> hidden = reference -> literal(reference).anyMatch(unseen);
        switch (type()) {
            case "DocumentReference" -> {
                removeFrom(body, "relatesTo", relation -> hidden.test(relation.path("target")));
                if (body.get("context") instanceof ObjectNode context && removeFrom(context, "related", hidden) && context.isEmpty()) {
                    body.remove("context");
                }
            }
            case "Observation" -> {
                if (hidden.test(body.path("device"))) {
                    body.remove("device");
                }
            }
            case "Communication" -> removeFrom(body, "partOf", hidden);
            default -> { }
        }
    }

    private String type() {
        return body.path("resourceType").asText();
    }

    private static boolean isAcl(JsonNode extension) {
        return Canonical.ACL.equals(extension.path("url").textValue());
    }

    private static Stream<String> literal(JsonNode reference) {
        return Stream.ofNullable(reference.path(REFERENCE).textValue());
    }

    /** @return the elements of a list, a single element alone, nothing when there is none */
    private static Stream<JsonNode> items(JsonNode node) {
        if (!node.isArray()) {
            return node.isMissingNode() ? Stream.empty() : Stream.of(node);
        }
        List<JsonNode> items = new ArrayList<>(node.size());
        node.elements().forEachRemaining(items::add);
        return items.stream();
    }

    /** FHIR's JSON knows no empty lists. */
    private static boolean removeFrom(ObjectNode holder, String list, Predicate<JsonNode> removed) {
        boolean any = false;
        for (Iterator<JsonNode> items = holder.path(list).elements(); items.hasNext();) {
            if (removed.test(items.next())) {
                items.remove();
                any = true;
            }
        }
        if (any && holder.path(list).isEmpty()) {
            holder.remove(list);
        }
        return any;
    }
}
