package fr.carnet.enforcement.audit;

import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers, along a request's way, what its one trace record will say. Belongs to one request; not shared between threads. */
public final class AuditDraft {

    private final Instant recorded;
    private final String requestId;
    private final String source;
    private final List<String> entities = new ArrayList<>();
    private final List<String> concerned = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private Caller caller = new Caller.Anonymous();
    private AccessMode mode = AccessMode.NORMAL;
    private String interaction = "unknown";
    private Optional<String> resourceType = Optional.empty();
    private Optional<String> patientId = Optional.empty();
    private Optional<String> purpose = Optional.empty();
    private Optional<String> justification = Optional.empty();
    private boolean written;

    /**
     * @param recorded  instant of the request
     * @param requestId request id
     * @param source    network address
     */
    public AuditDraft(Instant recorded, String requestId, String source) {
        this.recorded = recorded;
        this.requestId = requestId;
        this.source = source;
    }

    /** @return instant of the request: the one instant at which everything in it is judged */
    public Instant recorded() {
        return recorded;
    }

    /** @return request id */
    public String requestId() {
        return requestId;
    }

    /** @param known who asks, once the token has been read */
    public void caller(Caller known) {
        caller = known;
    }

    /** What is asked for. */
    public void asked(String interactionAsked, Optional<String> type, AccessMode modeAsked) {
        interaction = interactionAsked;
        resourceType = type;
        mode = modeAsked;
    }

    /** @return interaction and type, for the request log: nothing that names a person */
    public String asked() {
        return caller.kind() + " " + interaction + resourceType.map(type -> " " + type).orElse("");
    }

    /** @param id the record concerned, once established */
    public void patient(String id) {
        patientId = Optional.of(id);
    }

    /** @param code purpose of use that an app stated, once it is known to be one */
    public void purpose(String code) {
        purpose = Optional.of(code);
    }

    /** @param reason written reason of a break-glass access, once its session stands: what a refused attempt stated may be about somebody else */
    public void justification(String reason) {
        justification = Optional.of(reason);
    }

    /** @param reference a stored resource that the request names, whether or not the caller may see it */
    public void concerned(String reference) {
        if (!concerned.contains(reference)) {
            concerned.add(reference);
        }
    }

    /** @param decision what the policy said */
    public void decided(AccessDecision decision) {
        decision.reasons().stream().map(Reason::toString).forEach(this::because);
    }

    /** @param reason why, in a stable word; never a value sent by the caller */
    public void because(String reason) {
        if (!reasons.contains(reason)) {
            reasons.add(reason);
        }
    }

    /** @param reference a resource really shown or changed */
    public void entity(String reference) {
        if (!entities.contains(reference)) {
            entities.add(reference);
        }
    }

    /** Nothing of what was gathered was shown after all: the request failed. */
    public void forgetEntities() {
        entities.clear();
    }

    /** @return whether the record was already made durable, with the write it belongs to */
    public boolean isWritten() {
        return written;
    }

    /** The record is durable. */
    public void markWritten() {
        written = true;
    }

    /** @param status HTTP status answered */
    public AuditRecord finish(int status) {
        Optional<Caller.Professional> professional = caller instanceof Caller.Professional p ? Optional.of(p) : Optional.empty();
        return new AuditRecord(recorded, requestId, patientId, caller.kind(), caller.identifier(), professional.map(Caller.Professional::name),
                professional.map(p -> p.exercise().profession()), professional.flatMap(Caller.Professional::structure).map(s -> s.value()),
                onBehalfOf(), mode.code(), purpose, justification, interaction, resourceType, entities, concerned, reasons, status, source);
    }

    private Optional<String> onBehalfOf() {
        return caller instanceof Caller.Representative representative ? Optional.of("Patient/" + representative.patientId())
                : caller instanceof Caller.App app ? Optional.of(app.relatedPersonId().map(id -> "RelatedPerson/" + id).orElse("Patient/" + app.patientId()))
                : Optional.empty();
    }
}
