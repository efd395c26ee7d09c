package fr.carnet.server.conformance;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.StoredSearch;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;

/** Read and search by URL of one conformance or terminology type, for anybody. */
final class PublicProvider implements IResourceProvider, OfferedProvider {

    private final Class<? extends IBaseResource> type;
    private final DaoRegistry daos;
    private final StoredSearch search;

    PublicProvider(Class<? extends IBaseResource> type, DaoRegistry daos, StoredSearch search) {
        this.type = type;
        this.daos = daos;
        this.search = search;
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return type;
    }

    /** Reads one resource. */
    @Read
    public IBaseResource read(@IdParam IdType id, RequestDetails request) {
        return daos.getResourceDao(type).read(id, request);
    }

    /** Finds a resource by its canonical URL. */
    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request, @Count Integer count, @Offset Integer offset) {
        return search.run(request.getResourceName(), request, new StoredSearch.Page(null, count, offset, null));
    }
}
