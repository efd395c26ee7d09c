package fr.carnet.server.entry;

import ca.uhn.fhir.model.api.annotation.Description;
import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Sort;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import fr.carnet.enforcement.hapi.MesError;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.StoredSearch;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.jspecify.annotations.Nullable;

/** Measures: entries like others, whose search also brings their devices, computes the body mass index, and keeps the page size of the official API for apps. */
final class MeasureProvider implements IResourceProvider, OfferedProvider {

    /** MES API Mesures 1.5.2. */
    private static final int LARGEST_PAGE = 100;

    private final EntryProvider<Observation> measures;
    private final StoredSearch search;
    private final BodyMassIndex bodyMassIndex;
    private final MeasureDevices devices;

    MeasureProvider(EntryProvider<Observation> measures, StoredSearch search, BodyMassIndex bodyMassIndex, MeasureDevices devices) {
        this.measures = measures;
        this.search = search;
        this.bodyMassIndex = bodyMassIndex;
        this.devices = devices;
    }

    @Override
    public Class<Observation> getResourceType() {
        return Observation.class;
    }

    /** Adds a measure. */
    @Create
    @Description(shortDefinition = "Adds an entry to one record")
    public MethodOutcome create(@ResourceParam Observation measure, RequestDetails request) {
        return measures.create(measure, request);
    }

    /** Changes a measure, or deletes it: status entered-in-error. */
    @Update
    public MethodOutcome update(@IdParam IdType id, @ResourceParam Observation measure, RequestDetails request) {
        return measures.update(id, measure, request);
    }

    /** Reads one stored measure. */
    @Read
    public IBaseResource read(@IdParam IdType id, RequestDetails request) {
        return measures.read(id, request);
    }

    /** Lists the measures of one record. */
    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request, @Sort SortSpec sort, @Count @Nullable Integer count, @Offset Integer offset, SummaryEnum summary) {
        if (RequestScope.caller(request) instanceof Caller.App && count != null && count > LARGEST_PAGE) {
            throw Refusal.official(MesError.PAGE_TOO_LARGE, null, "measure-page", String.valueOf(LARGEST_PAGE), String.valueOf(count));
        }
        StoredSearch.Page page = new StoredSearch.Page(sort, count, offset, summary);
        if (BodyMassIndex.isAsked(request)) {
            return bodyMassIndex.search(request, page);
        }
        IBundleProvider found = search.run("Observation", request, page);
        return summary == SummaryEnum.COUNT || page.size() == 0 ? found : devices.bring(found, request);
    }
}
