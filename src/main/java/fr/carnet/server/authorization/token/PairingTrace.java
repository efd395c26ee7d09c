package fr.carnet.server.authorization.token;

import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.audit.AuditTrail;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What the history of a record says about pairings: opened by a person, ended by whatever the reason says. Part of the change's own transaction. */
@Component
class PairingTrace {

    /** Stands in the history where a FHIR operation's name does. */
    static final String INTERACTION = "$pairing";
    private static final String RULE = "S6.1 pairing-";
    private static final String SERVER = "carnet";
    private static final int OK = 200;

    private final AuditTrail trail;

    PairingTrace(AuditTrail trail) {
        this.trail = trail;
    }

    void opened(Pairing pairing) {
        Caller person = pairing.relatedPersonId().<Caller>map(id -> new Caller.Representative(pairing.patientId(), id)).orElse(new Caller.Holder(pairing.patientId()));
        append(pairing, person, pairing.created(), "opened", OK);
    }

    void ended(Pairing pairing, String reason, Instant at) {
        append(pairing, new Caller.System(), at, "ended-" + reason, OK);
    }

    /**
     * @param why    what the app's request was refused for, a stable word
     * @param status HTTP status it was answered with
     */
    void refused(Pairing pairing, String why, Instant at, int status) {
        append(pairing, new Caller.App(pairing.clientId(), pairing.patientId(), pairing.relatedPersonId()), at, "refused-" + why, status);
    }

    private void append(Pairing pairing, Caller caller, Instant at, String what, int status) {
        AuditDraft draft = new AuditDraft(at, UUID.randomUUID().toString(), source());
        draft.caller(caller);
        draft.asked(INTERACTION, Optional.empty(), AccessMode.NORMAL);
        draft.patient(pairing.patientId());
        draft.because(RULE + what);
        draft.because("client " + pairing.clientId());
        trail.append(draft.finish(status));
    }

    /** Network address of the request at hand; a job has none. */
    private static String source() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request ? request.getRequest().getRemoteAddr() : SERVER;
    }
}
