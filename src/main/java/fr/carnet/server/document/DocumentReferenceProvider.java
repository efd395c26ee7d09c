package fr.carnet.server.document;

import ca.uhn.fhir.rest.annotation.ConditionalUrlParam;
import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Sort;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.PatchTypeEnum;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.ParameterUtil;
import ca.uhn.fhir.rest.server.IResourceProvider;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.StoredBodies;
import fr.carnet.server.storage.StoredSearch;
import fr.carnet.server.storage.WriteTransaction;
import org.hl7.fhir.instance.model.api.IBaseParameters;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** DocumentReference: ITI-67 search, ITI-105 simplified publish, TD3.3 metadata update, read. */
@Component
public class DocumentReferenceProvider implements IResourceProvider, OfferedProvider {

    private static final int OK = 200;

    private final StoredBodies bodies;
    private final StoredSearch search;
    private final Submissions submissions;
    private final Amendments amendments;
    private final WriteTransaction transaction;

    DocumentReferenceProvider(StoredBodies bodies, StoredSearch search, Submissions submissions, Amendments amendments, WriteTransaction transaction) {
        this.bodies = bodies;
        this.search = search;
        this.submissions = submissions;
        this.amendments = amendments;
        this.transaction = transaction;
    }

    @Override
    public Class<DocumentReference> getResourceType() {
        return DocumentReference.class;
    }

    /** ITI-105: one document with its data inside. */
    @Create
    public MethodOutcome create(@ResourceParam DocumentReference document, RequestDetails request) {
        return submissions.publish(document, request);
    }

    /** Reads one document's metadata. */
    @Read
    public IBaseResource read(@IdParam IdType id, RequestDetails request) {
        return bodies.read("DocumentReference", id, request);
    }

    /** ITI-67. */
    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request, @Sort SortSpec sort, @Count Integer count, @Offset Integer offset, SummaryEnum summary) {
        return search.run("DocumentReference", request, new StoredSearch.Page(sort, count, offset, summary));
    }

    /** TD3.3: by id, or conditionally by business identifier; which document that is, admission has settled. */
    @ca.uhn.fhir.rest.annotation.Patch
    public MethodOutcome patch(@IdParam IdType id, @ConditionalUrlParam String conditional, RequestDetails request, PatchTypeEnum type,
            @ResourceParam String body, @ResourceParam @Nullable IBaseParameters parameters) {
        String ifMatch = request.getHeader(Constants.HEADER_IF_MATCH);
        String version = ifMatch == null ? "" : ParameterUtil.parseETagValue(ifMatch);
        return transaction.execute(request, OK, () -> amendments.apply(request.getId().getIdPart(), version, new Patch(type, body, parameters), request));
    }
}
