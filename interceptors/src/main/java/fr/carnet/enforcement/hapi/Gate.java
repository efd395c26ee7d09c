package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Reason;
import fr.carnet.enforcement.policy.RecordPolicies;
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

    /**
     * @param records the gate's row
     * @param policy  the engine
     */
    public Gate(RecordPolicies records, AccessPolicy policy) {
        this.records = records;
        this.policy = policy;
    }

    /**
     * @param request         the request being handled
     * @param key             which record
     * @param act             what for
     * @param mode            access mode
     * @param consentDeclared whether a deposit declares the patient's consent
     * @return the decision; also told to the trace
     */
    AccessDecision judge(RequestDetails request, RecordKey key, Act act, AccessMode mode, boolean consentDeclared) {
        AuditDraft draft = RequestScope.draft(request);
        Caller caller = RequestScope.caller(request);
        Optional<RecordPolicies.Standing> standing = key instanceof RecordKey.ByIdentifier id
                ? records.findByIdentifier(id.system(), id.value(), caller.personalTokens())
                : records.find(((RecordKey.ById) key).id(), caller.personalTokens());
        standing.ifPresent(known -> draft.patient(known.policy().patientId()));
        AccessDecision decision = standing
                .map(known -> policy.decide(new AccessRequest(caller, act, mode, consentDeclared, known.hasDeposited(),
                        known.hasSessionAt(draft.recorded()), draft.recorded()), known.policy()))
                .orElse(UNKNOWN_RECORD);
        draft.decided(decision);
        return decision;
    }
}
