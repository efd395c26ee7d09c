package fr.carnet.server.app;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.enforcement.hapi.RequestScope;
import fr.carnet.server.storage.OfferedProvider;
import fr.carnet.server.storage.WriteTransaction;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** Endpoint: the catalogue's services, for anybody to read; entered by the support desk. */
@Component
public final class EndpointProvider implements IResourceProvider, OfferedProvider {

    private static final int OK = 200;

    private final CatalogueSearch catalogue;
    private final Referencing referencing;
    private final WriteTransaction transaction;

    EndpointProvider(CatalogueSearch catalogue, Referencing referencing, WriteTransaction transaction) {
        this.catalogue = catalogue;
        this.referencing = referencing;
        this.transaction = transaction;
    }

    @Override
    public Class<Endpoint> getResourceType() {
        return Endpoint.class;
    }

    /** Reads one service, whatever its status. */
    @Read
    public IBaseResource read(@IdParam IdType id) {
        return catalogue.read(CatalogueSearch.Table.APPS, id.getIdPart()).orElseThrow(() -> Refusal.of(Answer.NOT_FOUND));
    }

    /** Finds services by identifier, name, status, organization or id; all of them without. */
    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request, @Count Integer count, @Offset Integer offset) {
        return catalogue.search(CatalogueSearch.Table.APPS, request, count, offset);
    }

    /** Enters services into the catalogue, or changes their entries; the body is the Bundle itself, or Parameters with it. All of it or nothing. */
    @Operation(name = "$referencer")
    public Bundle enter(@ResourceParam IBaseResource body, RequestDetails request) {
        Bundle sent = bundle(body);
        List<Resource> entered = transaction.execute(request, OK, () -> {
            List<Resource> done = referencing.enter(sent, RequestScope.caller(request), RequestScope.draft(request).recorded());
            done.forEach(resource -> RequestScope.draft(request).entity(resource.fhirType() + "/" + resource.getIdElement().getIdPart()));
            return done;
        });
        Bundle answer = new Bundle().setType(Bundle.BundleType.COLLECTION);
        entered.forEach(resource -> answer.addEntry().setResource(resource)
                .setFullUrl(request.getServerBaseForRequest() + "/" + resource.fhirType() + "/" + resource.getIdElement().getIdPart()));
        return answer;
    }

    private static Bundle bundle(IBaseResource body) {
        Optional<? extends IBaseResource> sent = body instanceof Parameters parameters
                ? parameters.getParameter().stream().map(Parameters.ParametersParameterComponent::getResource).filter(Bundle.class::isInstance).findFirst()
                : Optional.of(body);
        return sent.filter(Bundle.class::isInstance).map(Bundle.class::cast).orElseThrow(() -> Refusal.rule("Bundle", "app-bundle"));
    }
}
