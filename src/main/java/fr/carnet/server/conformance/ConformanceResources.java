package fr.carnet.server.conformance;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import fr.carnet.enforcement.hapi.InternalRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.SearchParameter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Loads {@code profiles/} and {@code terminology/} at start, before the server is ready: the search parameters carry the rules, so traffic waits
 * until they are active on this node, and until what was stored before is indexed by them.
 */
@Component
class ConformanceResources implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ConformanceResources.class);
    private static final String COMPOSITE = "COMPOSITE";

    private final FhirContext fhir;
    private final DaoRegistry daos;
    private final ResourcePatternResolver resources;
    private final ISearchParamRegistry registry;
    private final Reindexing reindexing;

    ConformanceResources(FhirContext fhir, DaoRegistry daos, ResourcePatternResolver resources, ISearchParamRegistry registry, Reindexing reindexing) {
        this.fhir = fhir;
        this.daos = daos;
        this.resources = resources;
        this.registry = registry;
        this.reindexing = reindexing;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        List<SearchParameter> parameters = load("profiles/SearchParameter-*.json").stream().map(SearchParameter.class::cast)
                // Combined parameters name the others: those first.
                .sorted(Comparator.comparing(parameter -> COMPOSITE.equals(parameter.getType().name()))).toList();
        boolean changed = false;
        for (SearchParameter parameter : parameters) {
            changed |= store(parameter);
        }
        registry.forceRefresh();
        requireActive(parameters);
        if (changed) {
            reindexing.run();
        }
        int others = 0;
        for (String pattern : List.of("profiles/StructureDefinition-*.json", "terminology/CodeSystem-*.json", "terminology/ValueSet-*.json")) {
            for (IBaseResource resource : load(pattern)) {
                store(resource);
                others++;
            }
        }
        LOG.info("{} search parameters active, {} other conformance resources loaded", parameters.size(), others);
    }

    @SuppressWarnings("unchecked")
    private <T extends IBaseResource> boolean store(T resource) {
        IFhirResourceDao<T> dao = daos.getResourceDao((Class<T>) resource.getClass());
        return !dao.update(resource, new InternalRequest()).isNop();
    }

    private void requireActive(List<SearchParameter> parameters) {
        for (SearchParameter parameter : parameters) {
            for (CodeType base : parameter.getBase()) {
                boolean active = COMPOSITE.equals(parameter.getType().name())
                        ? registry.getActiveComboSearchParams(base.getCode(), ISearchParamRegistry.SearchParamLookupContextEnum.INDEX).stream()
                                .anyMatch(combo -> parameter.getUrl().equals(combo.getUri()))
                        : registry.getActiveSearchParam(base.getCode(), parameter.getCode(), ISearchParamRegistry.SearchParamLookupContextEnum.ALL) != null;
                if (!active) {
                    throw new IllegalStateException("search parameter " + parameter.getId() + " is not active: the rules that need it could not be applied");
                }
            }
        }
    }

    private List<IBaseResource> load(String pattern) throws IOException {
        Resource[] found = resources.getResources("classpath*:" + pattern);
        Arrays.sort(found, Comparator.comparing(Resource::getFilename));
        return Arrays.stream(found).map(this::parse).toList();
    }

    private IBaseResource parse(Resource resource) {
        try (InputStream json = resource.getInputStream()) {
            return fhir.newJsonParser().parseResource(json);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + resource.getFilename(), e);
        }
    }
}
