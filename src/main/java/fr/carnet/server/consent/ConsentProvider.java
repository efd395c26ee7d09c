package fr.carnet.server.consent;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
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
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.StoredSearch;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.stereotype.Component;

/** Consent: authorisations, blocks and designations (API 6). */
@Component
public class ConsentProvider implements IResourceProvider, OfferedProvider {

    private final DaoRegistry daos;
    private final StoredSearch search;
    private final SharingChoices choices;

    ConsentProvider(DaoRegistry daos, StoredSearch search, SharingChoices choices) {
        this.daos = daos;
        this.search = search;
        this.choices = choices;
    }

    @Override
    public Class<Consent> getResourceType() {
        return Consent.class;
    }

    /** Makes a choice. */
    @Create
    public MethodOutcome create(@ResourceParam Consent consent, RequestDetails request) {
        return choices.make(consent, request);
    }

    /** Ends a choice. */
    @Update
    public MethodOutcome update(@IdParam IdType id, @ResourceParam Consent consent, RequestDetails request) {
        return choices.end(id, consent, request);
    }

    /** Reads one choice. */
    @Read
    public IBaseResource read(@IdParam IdType id, RequestDetails request) {
        return daos.getResourceDao(Consent.class).read(id, request);
    }

    /** Lists choices: a holder all, a professional those about himself. */
    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request, @Sort SortSpec sort, @Count Integer count, @Offset Integer offset, SummaryEnum summary) {
        return search.run("Consent", request, new StoredSearch.Page(sort, count, offset, summary));
    }
}
