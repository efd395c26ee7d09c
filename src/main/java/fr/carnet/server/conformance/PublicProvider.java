package fr.carnet.server.conformance;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.PageSize;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.StoredSearch;
import java.util.Arrays;
import java.util.List;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;

/**
 * Read and search by URL of one conformance or terminology type, for anybody.
 *
 * @param <T> FHIR type
 */
final class PublicProvider<T extends MetadataResource> implements IResourceProvider, OfferedProvider {

    private final Class<T> type;
    private final Catalogue catalogue;

    PublicProvider(Class<T> type, Catalogue catalogue) {
        this.type = type;
        this.catalogue = catalogue;
    }

    @Override
    public Class<T> getResourceType() {
        return type;
    }

    /** Reads one resource. */
    @Read
    public Resource read(@IdParam IdType id) {
        return catalogue.find(type, id.getIdPart()).orElseThrow(() -> Refusal.of(Answer.NOT_FOUND)).copy();
    }

    /** Finds resources by canonical URL or id; all of them without. */
    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request, @Count Integer count, @Offset Integer offset) {
        List<T> found = catalogue.all(type).stream()
                .filter(resource -> isNamed(request, "url", resource.getUrl()) && isNamed(request, "_id", resource.getIdElement().getIdPart())).toList();
        StoredSearch.Page page = new StoredSearch.Page(null, count, offset, null);
        List<Resource> shown = found.stream().skip(PageSize.first(offset)).limit(PageSize.of(count)).map(resource -> (Resource) resource.copy()).toList();
        return StoredSearch.page(shown, found.size(), page);
    }

    /** Values of one parameter are alternatives, the parameter sent again is a further condition. */
    private static boolean isNamed(RequestDetails request, String parameter, String value) {
        return Arrays.stream(request.getParameters().getOrDefault(parameter, new String[0])).allMatch(asked -> Arrays.asList(asked.split(",")).contains(value));
    }
}
