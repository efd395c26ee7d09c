package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.compartment.EntryStamp;
import fr.carnet.enforcement.compartment.GovernedType;
import fr.carnet.enforcement.compartment.GovernedTypes;
import fr.carnet.enforcement.disclosure.AclStamp;
import fr.carnet.enforcement.disclosure.StoredResource;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.ReferencedApp;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;

/**
 * Stamp stage: computes the acl of every governed resource as it is stored, before HAPI indexes it, and overwrites whatever a client put
 * there. Authors are set from the token's caller at creation and copied from the stored version afterwards; so is {@code meta.source}, which only
 * an app has. With the acl it sets where a document is shown, which hangs on its type and on whether its author is of the patient's side.
 */
@Interceptor
public final class StampingInterceptor {

    private final GovernedTypes types;
    private final CategoryReader categories;
    private final EntryReader entries;
    private final StoredResources stored;
    private final DocumentPlaces places;
    private final BiFunction<RequestDetails, Caller, Optional<ReferencedApp>> apps;
    private final Normalisation normalisation = new Normalisation();

    /**
     * @param types      the table of governed types
     * @param categories reads what a resource is
     * @param stored     finds the stamps of what was stored earlier
     * @param places     where documents are shown
     * @param apps       which service an app is, asked once in a request
     */
    StampingInterceptor(GovernedTypes types, CategoryReader categories, StoredResources stored, DocumentPlaces places,
            BiFunction<RequestDetails, Caller, Optional<ReferencedApp>> apps) {
        this.apps = apps;
        this.types = types;
        this.places = places;
        this.categories = categories;
        this.entries = new EntryReader(categories);
        this.stored = stored;
    }

    /** Stamps a new resource. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(IBaseResource resource, RequestDetails request) {
        if (resource instanceof DomainResource domain && isGoverned(domain)) {
            boolean internal = request instanceof InternalRequest;
            Caller caller = RequestScope.caller(request);
            domain.getMeta().setSource(internal ? null : AuthorSource.of(domain, caller, () -> apps.apply(request, caller)));
            stamp(domain, internal ? Set.of() : caller.authorTokens(), request);
        }
    }

    /** Restamps a changed resource; its authors stay. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (after instanceof DomainResource domain && before instanceof DomainResource old && isGoverned(domain)) {
            domain.getMeta().setSource(old.getMeta().getSource());
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
            places.write(document, authors.stream().anyMatch(AclToken::isOfPatientSide));
            return AclStamp.ofDocument(categories.facts(document), authors);
        }
        if (resource instanceof ListResource list) {
            normalisation.archiveFlag(list);
            return AclStamp.ofList(tokensOf(list.getEntry().stream().map(ListResource.ListEntryComponent::getItem), request), authors);
        }
        if (resource instanceof Provenance provenance) {
            return AclStamp.ofList(tokensOf(provenance.getTarget().stream()
                    .filter(target -> !"Patient".equals(target.getReferenceElement().getResourceType())), request), authors);
        }
        // A governed type without a row would be visible to nobody and prove that one is missing: refuse to store it.
        GovernedType row = types.find(resource.fhirType()).orElseThrow(() -> new IllegalStateException("no stamp for " + resource.fhirType()));
        return EntryStamp.of(row, entries.facts(resource), authors);
    }

    private Collection<Set<AclToken>> tokensOf(Stream<Reference> named, RequestDetails request) {
        Map<String, Set<AclToken>> fresh = RequestScope.stamps(request);
        return named.map(reference -> reference.getReferenceElement().toUnqualifiedVersionless().getValue())
                .map(reference -> fresh.containsKey(reference) ? fresh.get(reference) : storedTokens(reference))
                .toList();
    }

    private boolean isGoverned(DomainResource resource) {
        return types.find(resource.fhirType()).isPresent();
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
