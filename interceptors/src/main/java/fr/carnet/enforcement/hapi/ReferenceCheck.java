package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.context.FhirContext;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.ScopeFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * See stage, references in writes: what a new resource points to must be contained in it, deposited with it, the record's own Patient, or
 * something that its author may see. Hidden, absent and foreign targets get one and the same answer. Other resources of a record are named
 * only where {@link RelationInterceptor} or the own stamp of a List or Provenance watches over it.
 */
final class ReferenceCheck {

    private final FhirContext fhir;
    private final StoredResources stored;

    ReferenceCheck(FhirContext fhir, StoredResources stored) {
        this.fhir = fhir;
        this.stored = stored;
    }

    /**
     * @param body   what is to be stored, subjects already literal
     * @param permit the write's decision
     * @param filter the part of a type that the token's scopes leave; what stands outside it answers like what is hidden
     */
    void check(IBaseResource body, AccessDecision.Permit permit, Optional<ScopeFilter> filter) {
        Sighted sighted = new Sighted(permit, filter);
        if (body instanceof Bundle bundle) {
            Set<String> fresh = bundle.getEntry().stream().map(Bundle.BundleEntryComponent::getFullUrl).collect(Collectors.toSet());
            // What a FHIR document names is content: stored as bytes, followed by nobody.
            bundle.getEntry().stream().filter(entry -> !(entry.getResource() instanceof Bundle)).forEach(entry -> check(entry.getResource(), sighted, fresh));
        } else {
            check((Resource) body, sighted, Set.of());
        }
    }

    /** By what a target must be visible. */
    private record Sighted(AccessDecision.Permit permit, Optional<ScopeFilter> filter) {
    }

    private void check(Resource resource, Sighted sighted, Set<String> fresh) {
        references(resource).stream()
                .filter(reference -> reference.hasReference() && !reference.getReference().startsWith("#"))
                .filter(reference -> !fresh.contains(reference.getReference()))
                .filter(reference -> !isVisible(reference, sighted) || !isWatched(resource, reference))
                .findFirst()
                .ifPresent(reference -> {
                    throw Refusal.rule(resource.fhirType(), "reference-not-usable");
                });
    }

    private boolean isVisible(Reference reference, Sighted sighted) {
        AccessDecision.Permit permit = sighted.permit();
        IdType target = new IdType(reference.getReference());
        if (target.isAbsolute() || !target.hasResourceType() || !target.hasIdPart()) {
            return false;
        }
        return "Patient".equals(target.getResourceType())
                ? target.getIdPart().equals(permit.patientId())
                : stored.find(target.getResourceType(), target.getIdPart())
                        .filter(found -> found.patientId().equals(permit.patientId()) && permit.opens(found.tokens()))
                        .filter(found -> sighted.filter().filter(filter -> filter.type().equals(target.getResourceType()))
                                .map(filter -> stored.carries(target.getResourceType(), target.getIdPart(), filter)).orElse(true))
                        .isPresent();
    }

    private static boolean isWatched(Resource resource, Reference reference) {
        Stream<Reference> places = resource instanceof ListResource list ? list.getEntry().stream().map(ListResource.ListEntryComponent::getItem)
                : resource instanceof Provenance provenance ? provenance.getTarget().stream()
                // The holder or who represents him, set by the server: shown to whoever is shown the Consent.
                : resource instanceof Consent consent ? consent.getPerformer().stream()
                : RelationInterceptor.relations(resource);
        return "Patient".equals(reference.getReferenceElement().getResourceType()) || places.anyMatch(place -> place == reference);
    }

    private List<Reference> references(Resource resource) {
        List<Reference> references = new ArrayList<>(fhir.newTerser().getAllPopulatedChildElementsOfType(resource, Reference.class));
        if (resource instanceof DomainResource domain) {
            domain.getContained().forEach(contained ->
                    references.addAll(fhir.newTerser().getAllPopulatedChildElementsOfType(contained, Reference.class)));
        }
        return references;
    }
}
