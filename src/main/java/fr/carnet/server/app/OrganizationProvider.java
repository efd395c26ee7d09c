package fr.carnet.server.app;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.storage.OfferedProvider;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Organization;
import org.springframework.stereotype.Component;

/** Organization: who makes the catalogue's services, for anybody to read. An Organization inside a document is not here. */
@Component
public final class OrganizationProvider implements IResourceProvider, OfferedProvider {

    private final CatalogueSearch catalogue;

    OrganizationProvider(CatalogueSearch catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Class<Organization> getResourceType() {
        return Organization.class;
    }

    /** Reads one editor. */
    @Read
    public IBaseResource read(@IdParam IdType id) {
        return catalogue.read(CatalogueSearch.Table.EDITORS, id.getIdPart()).orElseThrow(() -> Refusal.of(Answer.NOT_FOUND));
    }

    /** Finds editors by identifier, name or id; all of them without. */
    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request, @Count Integer count, @Offset Integer offset) {
        return catalogue.search(CatalogueSearch.Table.EDITORS, request, count, offset);
    }
}
