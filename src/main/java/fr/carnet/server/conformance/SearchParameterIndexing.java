package fr.carnet.server.conformance;

import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.SearchParameter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Stores the search parameters at start, before the server is ready: HAPI indexes by what its database says, and they carry the rules, so traffic
 * waits until they are active on this node, and until what was stored before is indexed by them. First of what a start stores: the rest is indexed by them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SearchParameterIndexing implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SearchParameterIndexing.class);
    private static final String COMPOSITE = "COMPOSITE";

    private final Catalogue catalogue;
    private final StoredSearchParameters stored;
    private final ISearchParamRegistry registry;
    private final Reindexing reindexing;

    SearchParameterIndexing(Catalogue catalogue, StoredSearchParameters stored, ISearchParamRegistry registry, Reindexing reindexing) {
        this.catalogue = catalogue;
        this.stored = stored;
        this.registry = registry;
        this.reindexing = reindexing;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        List<SearchParameter> parameters = catalogue.all(SearchParameter.class).stream()
                // Combined parameters name the others: those first.
                .sorted(Comparator.comparing(parameter -> COMPOSITE.equals(parameter.getType().name()))).toList();
        stored.store(parameters);
        registry.forceRefresh();
        requireActive(parameters);
        if (stored.indexingDue()) {
            reindexing.run();
            stored.indexed();
        }
        LOG.info("{} search parameters active", parameters.size());
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
}
