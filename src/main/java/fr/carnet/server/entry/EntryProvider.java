package fr.carnet.server.entry;

import ca.uhn.fhir.model.api.annotation.Description;
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
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.server.IResourceProvider;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.StoredSearch;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;

/**
 * One type of entry on the endpoint: create, read, search, and update where the allow-list offers it.
 *
 * @param <T> FHIR type
 */
final class EntryProvider<T extends DomainResource> implements IResourceProvider, OfferedProvider {

    private final Class<T> type;
    private final Entries entries;
    private final StoredSearch search;

    EntryProvider(Class<T> type, Entries entries, StoredSearch search) {
        this.type = type;
        this.entries = entries;
        this.search = search;
    }

    @Override
    public Class<T> getResourceType() {
        return type;
    }

    /** Adds an entry. */
    @Create
    @Description(shortDefinition = "Adds an entry to one record")
    public MethodOutcome create(@ResourceParam T entry, RequestDetails request) {
        return entries.add(entry, request);
    }

    /** Changes an entry, or deletes it: status entered-in-error. */
    @Update
    public MethodOutcome update(@IdParam IdType id, @ResourceParam T entry, RequestDetails request) {
        return entries.change(id, entry, request);
    }

    /** Reads one entry. */
    @Read
    public IBaseResource read(@IdParam IdType id, RequestDetails request) {
        return entries.read(type, id, request);
    }

    /** Lists the entries of one record. */
    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request, @Sort SortSpec sort, @Count Integer count, @Offset Integer offset, SummaryEnum summary) {
        return search.run(type.getSimpleName(), request, new StoredSearch.Page(sort, count, offset, summary));
    }
}
