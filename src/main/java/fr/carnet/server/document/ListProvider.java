package fr.carnet.server.document;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Sort;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.StoredBodies;
import fr.carnet.server.storage.StoredSearch;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.ListResource;
import org.springframework.stereotype.Component;

/** List: submission sets and folders (ITI-66). */
@Component
public class ListProvider implements IResourceProvider, OfferedProvider {

    private final StoredBodies bodies;
    private final StoredSearch search;

    ListProvider(StoredBodies bodies, StoredSearch search) {
        this.bodies = bodies;
        this.search = search;
    }

    @Override
    public Class<ListResource> getResourceType() {
        return ListResource.class;
    }

    /** Reads one List. */
    @Read
    public IBaseResource read(@IdParam IdType id, RequestDetails request) {
        return bodies.read("List", id, request);
    }

    /** ITI-66. */
    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request, @Sort SortSpec sort, @Count Integer count, @Offset Integer offset, SummaryEnum summary) {
        return search.run("List", request, new StoredSearch.Page(sort, count, offset, summary));
    }
}
