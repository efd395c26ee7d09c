package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.AppUse;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Reason;
import fr.carnet.enforcement.policy.RecordPolicies;
import fr.carnet.enforcement.policy.ReferencedApps;
import java.util.List;
import java.util.Optional;

/**
 * Gate stage: may this caller use this record now, in this mode? One row read, one decision. An unknown record and a refused one cost the
 * same and get the same answer.
 */
public final class Gate {

    private static final AccessDecision.Deny UNKNOWN_RECORD = new AccessDecision.Deny(List.of(new Reason("S7", "unknown-record")));

    private final RecordPolicies records;
    private final AccessPolicy policy;
    private final ReferencedApps apps;

    /**
     * @param records the gate's row
     * @param policy  the engine
     * @param apps    catalogue of third-party services
     */
    public Gate(RecordPolicies records, AccessPolicy policy, ReferencedApps apps) {
        this.records = records;
        this.policy = policy;
        this.apps = apps;
    }

    /**
     * @param request  the request being handled
     * @param key      which record
     * @param question what is asked
     * @return the decision; also told to the trace
     */
    AccessDecision judge(RequestDetails request, RecordKey key, Question question) {
        AuditDraft draft = RequestScope.draft(request);
        Caller caller = RequestScope.caller(request);
        Optional<RecordPolicies.Standing> standing = RequestScope.standings(request).computeIfAbsent(key, record -> standing(record, caller));
        standing.ifPresent(known -> draft.patient(known.policy().patientId()));
        if (question.mode() == AccessMode.BRIS_DE_GLACE) {
            standing.flatMap(known -> known.sessionAt(draft.recorded())).ifPresent(session -> draft.justification(session.reason()));
        }
        AccessDecision decision = standing
                .map(known -> policy.decide(new AccessRequest(caller, question.act(), question.data(), question.mode(), use(caller, question),
                        question.consentDeclared(), known.hasDeposited(), known.hasSessionAt(draft.recorded()), draft.recorded()), known.policy()))
                .orElse(UNKNOWN_RECORD);
        draft.decided(decision);
        return decision;
    }

    /** Read once in a request, however many questions it puts: all of them are judged at one instant, on one row. */
    private Optional<RecordPolicies.Standing> standing(RecordKey key, Caller caller) {
        return key instanceof RecordKey.ByIdentifier id
                ? records.findByIdentifier(id.system(), id.value(), caller.personalTokens())
                : records.find(((RecordKey.ById) key).id(), caller.personalTokens());
    }

    private Optional<AppUse> use(Caller caller, Question question) {
        return caller instanceof Caller.App app ? question.purpose().map(purpose -> new AppUse(purpose, apps.find(app.clientId()))) : Optional.empty();
    }
}
