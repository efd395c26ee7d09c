package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.policy.AccessDecision;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Relate stage: what is visible may name something that was masked or deleted since. What the decision does not show is taken out of a
 * document's {@code relatesTo} and {@code context.related}, a measure's {@code device} and a message's {@code partOf}: the only places where these
 * name other resources of a record. One statement for a whole answer, none when nothing names another.
 */
@Interceptor(order = Integer.MAX_VALUE - 2)
public final class RelationInterceptor {

    private final StoredResources stored;

    /** @param stored the index */
    RelationInterceptor(StoredResources stored) {
        this.stored = stored;
    }

    /** Takes out what the caller may not see. */
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void relate(RequestDetails request, @Nullable IBaseResource response) {
        if (response != null && RequestScope.isContentSeen(request, response)) {
            return;
        }
        List<Resource> resources = resources(response);
        Set<String> named = resources.stream().flatMap(RelationInterceptor::named).map(RelationInterceptor::target)
                .flatMap(Optional::stream).collect(Collectors.toSet());
        if (named.isEmpty()) {
            return;
        }
        AccessDecision.Permit permit = RequestScope.permit(request);
        Set<String> visible = stored.shown(named, permit.patientId(), permit.tokens());
        Set<String> shown = RequestScope.narrowed(request).map(filter -> stored.carrying(visible, filter)).orElse(visible);
        Predicate<String> unseen = reference -> target(reference).filter(target -> !shown.contains(target)).isPresent();
        resources.forEach(resource -> StoredJson.of(resource).ifPresentOrElse(stored -> stored.takeOut(unseen), () -> takeOut(resource, reference -> unseen.test(reference.getReference()))));
    }

    private static List<Resource> resources(@Nullable IBaseResource response) {
        Stream<IBaseResource> resources = response instanceof Bundle bundle
                ? bundle.getEntry().stream().flatMap(entry -> Stream.of(Optional.ofNullable(entry.getResource()), Optional.ofNullable(entry.getResponse().getOutcome()))).flatMap(Optional::stream)
                : Stream.ofNullable(response);
        return resources.filter(Resource.class::isInstance).map(Resource.class::cast).toList();
    }

    private static Stream<String> named(Resource resource) {
        return StoredJson.of(resource).map(StoredJson::relations).orElseGet(() -> relations(resource).map(Reference::getReference));
    }

    /** @return where a resource names others that it is not stamped with */
    static Stream<Reference> relations(Resource resource) {
        return resource instanceof DocumentReference document
                ? Stream.concat(document.getRelatesTo().stream().map(DocumentReference.DocumentReferenceRelatesToComponent::getTarget), document.getContext().getRelated().stream())
                : resource instanceof Observation measure ? Stream.of(measure.getDevice())
                : resource instanceof Communication message ? message.getPartOf().stream()
                : Stream.empty();
    }

    private static void takeOut(Resource resource, Predicate<Reference> unseen) {
        if (resource instanceof DocumentReference document) {
            document.getRelatesTo().removeIf(relation -> unseen.test(relation.getTarget()));
            document.getContext().getRelated().removeIf(unseen);
        } else if (resource instanceof Observation measure && unseen.test(measure.getDevice())) {
            measure.setDevice(null);
        } else if (resource instanceof Communication message) {
            message.getPartOf().removeIf(unseen);
        }
    }

    /** @return the stored resource that a reference names; the record's own Patient is no secret of the record */
    private static Optional<String> target(@Nullable String reference) {
        return Optional.of(new IdType(reference))
                .filter(id -> id.hasResourceType() && id.hasIdPart() && !"Patient".equals(id.getResourceType()))
                .map(id -> id.getResourceType() + "/" + id.getIdPart());
    }
}
