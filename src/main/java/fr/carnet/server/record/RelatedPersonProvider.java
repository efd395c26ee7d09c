package fr.carnet.server.record;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import fr.carnet.enforcement.delegation.DelegatingRight;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.enforcement.policy.Delegation.Kind;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.PolicyProjection;
import fr.carnet.server.storage.StoredSearch;
import fr.carnet.server.storage.WriteTransaction;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.springframework.stereotype.Component;

/** RelatedPerson: delegations to parents, guardians and caregivers (ACCESS-RULES 5). */
@Component
public class RelatedPersonProvider implements IResourceProvider, OfferedProvider {

    private static final int CREATED = 201;
    private static final int CAREGIVERS = 3;

    private final DaoRegistry daos;
    private final StoredSearch search;
    private final PolicyProjection projection;
    private final PostgresRecordPolicies policies;
    private final WriteTransaction transaction;

    RelatedPersonProvider(DaoRegistry daos, StoredSearch search, PolicyProjection projection, PostgresRecordPolicies policies, WriteTransaction transaction) {
        this.daos = daos;
        this.search = search;
        this.projection = projection;
        this.policies = policies;
        this.transaction = transaction;
    }

    @Override
    public Class<RelatedPerson> getResourceType() {
        return RelatedPerson.class;
    }

    /** Delegates: the support desk to anybody, a parent to the second one, a holder to a caregiver. */
    @Create
    public MethodOutcome create(@ResourceParam RelatedPerson person, RequestDetails request) {
        Kind kind = Delegations.kind(person).orElseThrow();
        if (!DelegatingRight.mayDelegate(RequestScope.caller(request), kind)) {
            throw Refusal.of(Answer.REFUSED);
        }
        String patientId = RequestScope.permit(request).patientId();
        return transaction.execute(request, CREATED, () -> {
            long caregivers = policies.lock(patientId).delegations().stream().filter(delegation -> delegation.kind() == Kind.CAREGIVER).count();
            if (kind == Kind.CAREGIVER && caregivers >= CAREGIVERS) {
                throw Refusal.rule("RelatedPerson", "too-many-caregivers");
            }
            MethodOutcome created = daos.getResourceDao(RelatedPerson.class).create(person, request);
            projection.rebuild(patientId);
            RequestScope.draft(request).entity("RelatedPerson/" + created.getId().getIdPart());
            return created;
        });
    }

    /** Reads one delegation. */
    @Read
    public IBaseResource read(@IdParam IdType id, RequestDetails request) {
        return daos.getResourceDao(RelatedPerson.class).read(id, request);
    }

    /** Lists a record's delegations. */
    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request, @Count Integer count, @Offset Integer offset, SummaryEnum summary) {
        return search.run("RelatedPerson", request, new StoredSearch.Page(null, count, offset, summary));
    }
}
