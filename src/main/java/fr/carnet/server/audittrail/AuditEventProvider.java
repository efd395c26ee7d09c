package fr.carnet.server.audittrail;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Sort;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import fr.carnet.enforcement.hapi.PageSize;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.ReferencedApps;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.StoredSearch;
import fr.carnet.server.storage.StoredText;
import org.hl7.fhir.r4.model.AuditEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** AuditEvent: the history of accesses to one record, read from the trace; nobody writes it over the API. */
@Component
public class AuditEventProvider implements IResourceProvider, OfferedProvider {

    private final TraceSearch traces;
    private final AuditEvents events;
    private final ReferencedApps apps;

    AuditEventProvider(TraceSearch traces, AuditEvents events, ReferencedApps apps) {
        this.apps = apps;
        this.traces = traces;
        this.events = events;
    }

    @Override
    public Class<AuditEvent> getResourceType() {
        return AuditEvent.class;
    }

    /** The history, newest first unless asked otherwise, with an exact total. */
    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request, @Sort @Nullable SortSpec sort, @Count @Nullable Integer count, @Offset @Nullable Integer offset,
            @Nullable SummaryEnum summary) {
        AccessDecision.Permit permit = RequestScope.permit(request);
        TraceSearch.Page found = traces.page(permit, new TraceQuery(request, sort, apps), PageSize.first(offset), PageSize.of(count));
        return StoredSearch.page(events.of(found.rows(), StoredText.isAskedFor(request)), found.total(), new StoredSearch.Page(sort, count, offset, summary));
    }
}
