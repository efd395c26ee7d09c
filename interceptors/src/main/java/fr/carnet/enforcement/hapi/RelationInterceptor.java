package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.policy.AccessDecision;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Relate stage: a visible document may name another one that was masked or deleted since. What the decision does not show is taken out of
 * {@code relatesTo} and {@code context.related}, the only places where a document names others. One statement for a whole answer, none when
 * no document names another.
 */
@Interceptor(order = Integer.MAX_VALUE - 1)
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
        List<DocumentReference> documents = documents(response);
        Set<String> named = documents.stream().flatMap(RelationInterceptor::relations).map(RelationInterceptor::target)
                .flatMap(Optional::stream).collect(Collectors.toSet());
        if (named.isEmpty()) {
            return;
        }
        AccessDecision.Permit permit = RequestScope.permit(request);
        Set<String> shown = stored.shown(named, permit.patientId(), permit.tokens());
        Predicate<Reference> unseen = reference -> target(reference).filter(id -> !shown.contains(id)).isPresent();
        documents.forEach(document -> {
            document.getRelatesTo().removeIf(relation -> unseen.test(relation.getTarget()));
            document.getContext().getRelated().removeIf(unseen);
        });
    }

    private static List<DocumentReference> documents(@Nullable IBaseResource response) {
        Stream<IBaseResource> resources = response instanceof Bundle bundle
                ? bundle.getEntry().stream().flatMap(entry -> Stream.of(Optional.ofNullable(entry.getResource()), Optional.ofNullable(entry.getResponse().getOutcome()))).flatMap(Optional::stream)
                : Stream.ofNullable(response);
        return resources.filter(DocumentReference.class::isInstance).map(DocumentReference.class::cast).toList();
    }

    /** @return where a document names others */
    static Stream<Reference> relations(DocumentReference document) {
        return Stream.concat(document.getRelatesTo().stream().map(DocumentReference.DocumentReferenceRelatesToComponent::getTarget), document.getContext().getRelated().stream());
    }

    private static Optional<String> target(Reference reference) {
        return Optional.of(reference.getReferenceElement())
                .filter(id -> "DocumentReference".equals(id.getResourceType())).map(id -> id.getIdPart()).filter(Objects::nonNull);
    }
}
