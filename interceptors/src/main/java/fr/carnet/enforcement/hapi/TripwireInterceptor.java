package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.policy.AccessDecision;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Watch stage, last before the bytes: every governed resource that leaves must be in the request's decision. If narrowing is right it finds
 * nothing; if it finds something the whole answer becomes a 500 and an alert. It never filters. It also takes the acl off what leaves, and
 * tells the trace what was really shown. What leaves as it is stored is held to the same, on the stored text ({@link StoredJson}).
 */
@Interceptor(order = Integer.MAX_VALUE - 1)
public final class TripwireInterceptor {

    /** Marks the log line that an operator must be woken for. */
    public static final Marker ALERT = MarkerFactory.getMarker("ALERT");

    private static final Logger LOG = LoggerFactory.getLogger(TripwireInterceptor.class);

    private final RecordReferences references;

    TripwireInterceptor(RecordReferences references) {
        this.references = references;
    }

    /** Checks and strips what is about to leave. */
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void watch(RequestDetails request, @Nullable IBaseResource response) {
        // A FHIR document is one content, decided with the document that it belongs to: what stands in it is not a stored resource.
        if (response instanceof Bundle bundle && !RequestScope.isContentSeen(request, bundle)) {
            bundle.getEntry().forEach(entry -> {
                check(request, entry.getResource());
                check(request, entry.getResponse().getOutcome());
            });
        } else if (response instanceof Resource resource) {
            check(request, resource);
        }
    }

    private void check(RequestDetails request, @Nullable Resource resource) {
        if (resource == null || OpenTypes.isPublic(resource.fhirType())) {
            return;
        }
        // What is written was held against the scopes as the client wrote it; it leaves with codes that the server has normalised.
        boolean reads = request.getRestOperationType() == RestOperationTypeEnum.READ || request.getRestOperationType() == RestOperationTypeEnum.SEARCH_TYPE;
        Optional<StoredJson> stored = StoredJson.of(resource);
        boolean inScope = !reads || RequestScope.narrowed(request)
                .map(filter -> stored.map(json -> json.isWithin(filter)).orElseGet(() -> ScopedCodes.isWithin(resource, filter))).orElse(true);
        boolean inDecision = inScope && RequestScope.decision(request)
                .map(permit -> stored.map(json -> isIn(permit, resource, json)).orElseGet(() -> isIn(permit, request, resource))).orElse(false);
        if (!inDecision) {
            LOG.error(ALERT, "tripwire: a {} outside the request's decision was about to leave", resource.fhirType());
            throw Refusal.of(Answer.INTERNAL);
        }
        stored.ifPresent(StoredJson::pass);
        if (resource instanceof DomainResource domain) {
            AclExtension.strip(domain);
        }
        RequestScope.draft(request).entity(resource.fhirType() + "/" + resource.getIdElement().getIdPart());
    }

    private boolean isIn(AccessDecision.Permit permit, RequestDetails request, Resource resource) {
        if (OpenTypes.isContent(resource.fhirType())) {
            return RequestScope.isContentSeen(request, resource);
        }
        boolean sameRecord = record(resource).filter(("Patient/" + permit.patientId())::equals).isPresent();
        if (resource instanceof AuditEvent) {
            return sameRecord;
        }
        return sameRecord && resource instanceof DomainResource domain
                && (permit.opens(AclExtension.read(domain)) || isOwnDeletion(request, domain));
    }

    private boolean isIn(AccessDecision.Permit permit, Resource resource, StoredJson stored) {
        String id = resource.getIdElement().getIdPart();
        boolean itself = resource.fhirType().equals(stored.body().path("resourceType").textValue()) && id.equals(stored.body().path("id").textValue());
        boolean trace = resource instanceof AuditEvent;
        Optional<String> record = resource instanceof Patient ? Optional.of("Patient/" + id)
                : trace ? patient(stored.references("AuditEvent.entity.what")) : references.literal(resource.fhirType(), stored);
        return itself && record.filter(("Patient/" + permit.patientId())::equals).isPresent() && (trace || permit.opens(stored.tokens()));
    }

    /** A deleted document carries no token; the answer to the very request that deleted it still shows it (TD3.3c: 200 + resource). */
    private static boolean isOwnDeletion(RequestDetails request, DomainResource resource) {
        return AclExtension.read(resource).isEmpty()
                && Set.of().equals(RequestScope.stamps(request).get(resource.fhirType() + "/" + resource.getIdElement().getIdPart()));
    }

    private Optional<String> record(Resource resource) {
        if (resource instanceof Patient) {
            return Optional.of("Patient/" + resource.getIdElement().getIdPart());
        }
        if (resource instanceof AuditEvent event) {
            return patient(event.getEntity().stream().map(entity -> entity.getWhat().getReference()).filter(Objects::nonNull));
        }
        return resource instanceof DomainResource domain ? references.literal(domain) : Optional.empty();
    }

    /** A line of the trace names its record among what it is about, before everything else. */
    private static Optional<String> patient(Stream<String> entities) {
        return entities.filter(reference -> reference.startsWith("Patient/")).findFirst();
    }
}
