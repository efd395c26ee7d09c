package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.disclosure.Sighting;
import fr.carnet.enforcement.disclosure.StoredResource;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.IdType;

/**
 * See stage: whether the caller may know that a stored resource exists. One statement for the index and the gate's row, the same for hidden and absent;
 * everything that is not visible answers the one constant 404.
 */
public final class Sight {

    private static final StoredResource ABSENT = new StoredResource("00000000-0000-0000-0000-000000000000", Set.of());

    private final Gate gate;
    private final StoredResources stored;

    /**
     * @param gate   the gate
     * @param stored the index
     */
    public Sight(Gate gate, StoredResources stored) {
        this.gate = gate;
        this.stored = stored;
    }

    /**
     * Lets a read, update or patch of a stored resource pass, or ends it with 404.
     *
     * @param question what is asked of its record
     */
    void see(RequestDetails request, String type, Question question) {
        Seen seen = request.getId() == null
                ? conditionalTarget(request, question)
                : look(request, type, request.getId().getIdPart(), question).orElseThrow(() -> Refusal.of(Answer.NOT_FOUND));
        if (request.getId() == null) {
            request.setId(new IdType(type, seen.id()));
        }
        RequestScope.decided(request, seen.permit());
        RequestScope.target(request, seen.found());
        if (OpenTypes.isContent(type)) {
            RequestScope.content(request, type + "/" + seen.id());
        }
    }

    /**
     * A stored resource that the caller may know of.
     *
     * @param id     logical id
     * @param found  what the index says of it
     * @param permit the decision that opens it
     */
    private record Seen(String id, StoredResource found, AccessDecision.Permit permit) {
    }

    private Optional<Seen> look(RequestDetails request, String type, String id, Question question) {
        Sighting seen = stored.see(type, id, RequestScope.caller(request).personalTokens());
        Optional<StoredResource> known = seen.resource();
        known.ifPresent(resource -> RequestScope.draft(request).concerned(type + "/" + id));
        StoredResource found = known.orElse(ABSENT);
        RecordKey.ById record = new RecordKey.ById(found.patientId());
        gate.learn(request, record, seen.standing());
        boolean inScope = RequestScope.narrowed(request).map(filter -> stored.carries(type, id, filter)).orElse(true);
        return gate.judge(request, record, question) instanceof AccessDecision.Permit permit && permit.opens(found.tokens()) && inScope
                ? Optional.of(new Seen(id, found, permit))
                : Optional.empty();
    }

    /** API 4: a conditional PATCH finds only the caller's own deposits, or, for a holder, documents of the token's patient. */
    private Seen conditionalTarget(RequestDetails request, Question question) {
        String[] values = request.getParameters().getOrDefault("identifier", new String[0]);
        if (values.length != 1 || values[0].contains(",")) {
            throw Refusal.of(Answer.UNKNOWN_PARAMETER, "one-identifier");
        }
        int bar = values[0].indexOf('|');
        Optional<String> system = bar > 0 ? Optional.of(values[0].substring(0, bar)) : Optional.empty();
        String value = values[0].substring(bar + 1);
        Caller caller = RequestScope.caller(request);
        List<String> ids = caller instanceof Caller.Holder holder ? stored.ofPatient(holder.patientId(), system, value)
                : caller instanceof Caller.Representative representative ? stored.ofPatient(representative.patientId(), system, value)
                : stored.depositedBy(caller.personalTokens(), system, value);
        // What is hidden or deleted is not there: counted after the same decision that a read makes.
        List<Seen> visible = ids.stream().map(id -> look(request, "DocumentReference", id, question)).flatMap(Optional::stream).toList();
        if (visible.size() > 1) {
            throw Refusal.of(Answer.SEVERAL_MATCHES);
        }
        return visible.stream().findFirst().orElseThrow(() -> Refusal.of(Answer.NOT_FOUND));
    }
}
