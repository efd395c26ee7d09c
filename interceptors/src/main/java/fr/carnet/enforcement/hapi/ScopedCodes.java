package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.policy.ScopeFilter;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.jspecify.annotations.Nullable;

/** Scopes against what a body says: what is written must be in the part of its type that they leave, entry by entry in a transaction. */
final class ScopedCodes {

    private ScopedCodes() {
    }

    /** @return whether a resource is in the part of its type that narrowed scopes leave; one of another type is */
    static boolean isWithin(@Nullable IBaseResource resource, ScopeFilter filter) {
        return resource == null || !resource.fhirType().equals(filter.type()) || filter.holds(codings(resource, filter.parameter()));
    }

    /** Ends a write whose body is outside the token's scopes. */
    static void require(RequestDetails request) {
        if (request.getResource() instanceof Bundle bundle) {
            bundle.getEntry().forEach(entry -> require(request, entry));
        } else if (!RequestScope.narrowed(request).map(filter -> isWithin(request.getResource(), filter)).orElse(true)) {
            throw Refusal.of(Answer.INSUFFICIENT_SCOPE);
        }
    }

    /** A transaction has no scope of its own (SMART 2.2). Contents and Lists come and go with their documents. */
    private static void require(RequestDetails request, BundleEntryComponent entry) {
        String type = entry.getResource() == null ? "" : entry.getResource().fhirType();
        boolean measure = MeasureShape.TYPES.contains(type);
        boolean changes = entry.getRequest().getMethod() == HTTPVerb.PATCH;
        char permission = changes ? 'u' : 'c';
        String scoped = measure ? type : "DocumentReference";
        RequestScope.scopes(request).ifPresent(scopes -> {
            Optional<ScopeFilter> filter = scopes.filter(scoped, permission);
            // What a patch changes is named by its URL: a narrowed scope would have to look there first.
            boolean within = filter.map(part -> !changes && isWithin(entry.getResource(), part)).orElse(true);
            if (!scopes.allow(scoped, permission) || !within) {
                throw Refusal.of(Answer.INSUFFICIENT_SCOPE);
            }
            filter.ifPresent(part -> RequestScope.narrowed(request, part));
        });
    }

    private static Set<String> codings(IBaseResource resource, String parameter) {
        boolean category = "category".equals(parameter);
        Stream<CodeableConcept> concepts = resource instanceof Observation measure ? category ? measure.getCategory().stream() : Stream.of(measure.getCode())
                : resource instanceof Condition condition ? category ? condition.getCategory().stream() : Stream.of(condition.getCode())
                : resource instanceof DocumentReference document ? category ? document.getCategory().stream() : Stream.of(document.getType())
                : Stream.empty();
        return concepts.flatMap(concept -> concept.getCoding().stream()).map(coding -> coding.getSystem() + "|" + coding.getCode()).collect(Collectors.toSet());
    }
}
