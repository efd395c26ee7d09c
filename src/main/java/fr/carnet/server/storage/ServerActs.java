package fr.carnet.server.storage;

import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.audit.AuditTrail;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.Caller;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Traces what the server does by itself, under the caller {@code system}: what a rule brings about, and what a request may not be told of. */
@Component
public class ServerActs {

    private static final int OK = 200;
    private static final String SOURCE = "carnet";

    private final AuditTrail trail;

    ServerActs(AuditTrail trail) {
        this.trail = trail;
    }

    /**
     * @param patientId   the record
     * @param interaction what was done
     * @param type        FHIR type of what was changed
     * @param rule        which rule has the server do it
     */
    public record Act(String patientId, String interaction, String type, String rule) {
    }

    /**
     * Makes one line durable with the transaction that it belongs to; the last thing that is written in it.
     *
     * @param at         instant at which the act was judged
     * @param requestId  id of the request, or of the job's run, that brought it about
     * @param references what was changed
     */
    public void trace(Act act, Instant at, String requestId, Collection<String> references) {
        AuditDraft draft = new AuditDraft(at, requestId, SOURCE);
        draft.caller(new Caller.System());
        draft.asked(act.interaction(), Optional.of(act.type()), AccessMode.NORMAL);
        draft.patient(act.patientId());
        draft.because(act.rule());
        references.forEach(draft::entity);
        trail.append(draft.finish(OK));
    }
}
