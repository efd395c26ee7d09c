package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.disclosure.StoredResource;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.IdType;

/**
 * See stage: whether the caller may know that a stored resource exists. One index look-up and one gate row, the same for hidden and absent;
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

    /** Lets a read, update or patch of a stored resource pass, or ends it with 404. */
    void see(RequestDetails request, String type, AccessMode mode) {
        if (request.getId() == null) {
            request.setId(new IdType(type, conditionalTarget(request, mode)));
        }
        String id = request.getId().getIdPart();
        StoredResource found = stored.find(type, id).orElse(ABSENT);
        AccessDecision decision = gate.judge(request, new RecordKey.ById(found.patientId()), Act.READ, mode, false);
        AccessDecision.Permit permit = AdmissionInterceptor.permitOr(decision, Answer.NOT_FOUND);
        if (!permit.opens(found.tokens())) {
            throw Refusal.of(Answer.NOT_FOUND);
        }
        RequestScope.decided(request, permit);
        RequestScope.target(request, found);
        if ("Binary".equals(type)) {
            RequestScope.content(request, id);
        }
    }

    private boolean isVisible(RequestDetails request, StoredResource found, AccessMode mode) {
        return gate.judge(request, new RecordKey.ById(found.patientId()), Act.READ, mode, false) instanceof AccessDecision.Permit permit && permit.opens(found.tokens());
    }

    /** API 4: a conditional PATCH finds only the caller's own deposits, or, for a holder, documents of the token's patient. */
    private String conditionalTarget(RequestDetails request, AccessMode mode) {
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
        List<String> visible = ids.stream().filter(id -> stored.find("DocumentReference", id).filter(found -> isVisible(request, found, mode)).isPresent()).toList();
        if (visible.size() > 1) {
            throw Refusal.of(Answer.SEVERAL_MATCHES);
        }
        return visible.stream().findFirst().orElseThrow(() -> Refusal.of(Answer.NOT_FOUND));
    }
}
