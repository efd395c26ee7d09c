package fr.carnet.server.conformance;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/**
 * Every public conformance and terminology resource of this server, in memory: they are data of the build, the same on every node, and say
 * nothing of anybody. Whoever takes one out must not change it.
 */
@Component
public final class Catalogue {

    private final Map<String, Map<String, Resource>> byType = new TreeMap<>();

    /**
     * @param sources of the resources
     * @throws IllegalStateException when two resources have the same type and id
     */
    Catalogue(List<CatalogueSource> sources) {
        sources.stream().flatMap(source -> source.resources().stream()).forEach(this::add);
    }

    private void add(Resource resource) {
        String id = resource.getIdElement().getIdPart();
        if (byType.computeIfAbsent(resource.fhirType(), type -> new LinkedHashMap<>()).putIfAbsent(id, resource) != null) {
            throw new IllegalStateException("two resources are " + resource.fhirType() + "/" + id);
        }
    }

    /** @return all resources of a type, in the order of their sources */
    public <T extends Resource> List<T> all(Class<T> type) {
        return ofType(type).values().stream().map(type::cast).toList();
    }

    /** @return one resource */
    public <T extends Resource> Optional<T> find(Class<T> type, String id) {
        return Optional.ofNullable(ofType(type).get(id)).map(type::cast);
    }

    private Map<String, Resource> ofType(Class<? extends Resource> type) {
        return byType.getOrDefault(type.getSimpleName(), Map.of());
    }

    /** @return everything */
    public List<Resource> resources() {
        return byType.values().stream().map(Map::values).flatMap(Collection::stream).toList();
    }
}
