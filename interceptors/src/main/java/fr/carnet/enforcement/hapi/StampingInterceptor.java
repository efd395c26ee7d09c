package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.disclosure.AclStamp;
import fr.carnet.enforcement.disclosure.StoredResource;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.policy.AclToken;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.RelatedPerson;

/**
 * Stamp stage: computes the acl of every governed resource as it is stored, before HAPI indexes it, and overwrites whatever a client put
 * there. Authors are set from the token's caller at creation and copied from the stored version afterwards.
 */
@Interceptor
public final class StampingInterceptor {

    private final DocumentReader documents;
    private final StoredResources stored;
    private final Normalisation normalisation = new Normalisation();

    /**
     * @param documents reads document facts
     * @param stored    finds the stamps of documents stored earlier
     */
    public StampingInterceptor(DocumentReader documents, StoredResources stored) {
        this.documents = documents;
        this.stored = stored;
    }

    /** Stamps a new resource. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(IBaseResource resource, RequestDetails request) {
        if (resource instanceof DomainResource domain && GovernedType.isGoverned(domain.fhirType())) {
            stamp(domain, request instanceof InternalRequest ? Set.of() : RequestScope.caller(request).authorTokens(), request);
        }
    }

    /** Restamps a changed resource; its authors stay. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (after instanceof DomainResource domain && before instanceof DomainResource old && GovernedType.isGoverned(domain.fhirType())) {
            stamp(domain, authorsOf(old), request);
        }
    }

    private void stamp(DomainResource resource, Set<AclToken> authors, RequestDetails request) {
        resource.getContained().stream().filter(DomainResource.class::isInstance).map(DomainResource.class::cast).forEach(AclExtension::strip);
        Set<AclToken> tokens = tokens(resource, authors, request);
        AclExtension.write(resource, tokens);
        if (resource.getIdElement().hasIdPart()) {
            RequestScope.stamps(request).put(reference(resource), tokens);
        }
    }

    private Set<AclToken> tokens(DomainResource resource, Set<AclToken> authors, RequestDetails request) {
        if (resource instanceof DocumentReference document) {
            normalisation.document(document);
            return AclStamp.ofDocument(documents.facts(document), authors);
        }
        if (resource instanceof ListResource list) {
            normalisation.archiveFlag(list);
            return AclStamp.ofList(documentsIn(list, request), authors);
        }
        if (resource instanceof Consent consent) {
            Set<AclToken> about = ConsentReader.actor(consent).map(AclToken::about).stream().collect(Collectors.toCollection(HashSet::new));
            about.addAll(authors);
            return AclStamp.ofHolderOnly(about);
        }
        if (resource instanceof RelatedPerson) {
            return AclStamp.ofHolderOnly(authors);
        }
        if (resource instanceof Patient) {
            return AclStamp.ofPatient();
        }
        // A governed type without a stamp would be visible to nobody and prove a table row is missing: refuse to store it.
        throw new IllegalStateException("no stamp for " + resource.fhirType());
    }

    private Collection<Set<AclToken>> documentsIn(ListResource list, RequestDetails request) {
        Map<String, Set<AclToken>> fresh = RequestScope.stamps(request);
        List<String> references = list.getEntry().stream()
                .map(entry -> entry.getItem().getReferenceElement().toUnqualifiedVersionless().getValue()).toList();
        return references.stream()
                .map(reference -> fresh.containsKey(reference) ? fresh.get(reference) : storedTokens(reference))
                .toList();
    }

    private Set<AclToken> storedTokens(String reference) {
        String[] parts = reference.split("/");
        return parts.length == 2 ? stored.find(parts[0], parts[1]).map(StoredResource::tokens).orElse(Set.of()) : Set.of();
    }

    private static Set<AclToken> authorsOf(DomainResource resource) {
        return AclExtension.read(resource).stream().filter(AclToken::isAuthor).collect(Collectors.toUnmodifiableSet());
    }

    private static String reference(DomainResource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }
}
