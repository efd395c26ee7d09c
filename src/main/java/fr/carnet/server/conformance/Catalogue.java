package fr.carnet.server.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.springframework.stereotype.Component;

/**
 * Every public conformance and terminology resource of this server, in memory: they are data of the build, the same on every node, and say
 * nothing of anybody. A type is read when it is first asked for: the profiles, most of what there is, once the server is ready. Whoever takes one out must not change it.
 */
@Component
public final class Catalogue {

    private static final List<Class<? extends Resource>> TYPES = List.of(CodeSystem.class, ConceptMap.class, ImplementationGuide.class, OperationDefinition.class, SearchParameter.class,
            StructureDefinition.class, ValueSet.class);

    private final List<CatalogueSource> sources;
    private final Map<String, Map<String, Resource>> byType = new ConcurrentHashMap<>();

    Catalogue(List<CatalogueSource> sources) {
        this.sources = List.copyOf(sources);
    }

    private Map<String, Resource> read(String type) {
        Map<String, Resource> read = new LinkedHashMap<>();
        sources.stream().flatMap(source -> source.resources(type).stream()).forEach(resource -> {
            String id = resource.getIdElement().getIdPart();
            if (read.putIfAbsent(id, resource) != null) {
                throw new IllegalStateException("two resources are " + type + "/" + id);
            }
        });
        return read;
    }

    /**
     * @return all resources of a type, in the order of their sources
     * @throws IllegalStateException when two have the same id
     */
    public <T extends Resource> List<T> all(Class<T> type) {
        return ofType(type).values().stream().map(type::cast).toList();
    }

    /** @return one resource */
    public <T extends Resource> Optional<T> find(Class<T> type, String id) {
        return Optional.ofNullable(ofType(type).get(id)).map(type::cast);
    }

    private Map<String, Resource> ofType(Class<? extends Resource> type) {
        return byType.computeIfAbsent(type.getSimpleName(), this::read);
    }

    /** @return everything */
    public List<Resource> resources() {
        return TYPES.stream().map(this::ofType).flatMap(resources -> resources.values().stream()).toList();
    }
}
