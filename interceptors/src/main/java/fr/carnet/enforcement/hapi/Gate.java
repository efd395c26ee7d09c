package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.AccessRequest;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.AppUse;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.Reason;
import fr.carnet.enforcement.policy.RecordPolicies;
import fr.carnet.enforcement.policy.RecordPolicy;
import fr.carnet.enforcement.policy.ReferencedApp;
import fr.carnet.enforcement.policy.ReferencedApps;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Gate stage: may this caller use this record now, in this mode? One row read, one decision. An unknown record and a refused one cost the
 * same and get the same answer.
 */
public final class Gate {

    private static final AccessDecision.Deny UNKNOWN_RECORD = new AccessDecision.Deny(List.of(new Reason("S7", "unknown-record")));

    private static final RecordPolicies.Standing NO_RECORD = new RecordPolicies.Standing(RecordPolicy.opened("", LocalDate.EPOCH), false, Optional.empty(), Optional.empty());

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
        Optional<RecordPolicies.Standing> standing = standing(request, key);
        standing.ifPresent(known -> draft.patient(known.policy().patientId()));
        if (question.mode() == AccessMode.BRIS_DE_GLACE) {
            standing.flatMap(known -> known.sessionAt(draft.recorded())).ifPresent(session -> draft.justification(session.reason()));
        }
        AccessDecision decision = decide(request, standing, question);
        draft.decided(decision);
        return decision;
    }

    /** @return whether the caller would be let in for something that it did not ask for; the trace is not told */
    boolean permits(RequestDetails request, RecordKey key, Question question) {
        return decide(request, standing(request, key), question) instanceof AccessDecision.Permit;
    }

    /** @return how the record stands for the caller, read once in a request however many questions it puts: all are judged at one instant, on one row */
    Optional<RecordPolicies.Standing> standing(RequestDetails request, RecordKey key) {
        RecordKey named = named(request, key, RequestScope.caller(request));
        return RequestScope.standings(request).computeIfAbsent(named, record -> read(record, RequestScope.caller(request)));
    }

    /** Takes a row that came with what was looked for. One that the request was judged on before stays. */
    void learn(RequestDetails request, RecordKey.ById key, Optional<RecordPolicies.Standing> standing) {
        RequestScope.standings(request).putIfAbsent(key, standing);
    }

    private AccessDecision decide(RequestDetails request, Optional<RecordPolicies.Standing> standing, Question question) {
        // Where there is no record one is judged all the same: refusing at once would tell by the clock that there is none.
        RecordPolicies.Standing judged = standing.orElse(NO_RECORD);
        Caller caller = RequestScope.caller(request);
        Instant at = RequestScope.draft(request).recorded();
        AccessDecision decision = policy.decide(new AccessRequest(caller, question.act(), question.data(), question.mode(), use(request, caller, question),
                question.consentDeclared(), judged.hasDeposited(), judged.hasSessionAt(at), at), judged.policy());
        // Whether there is a record is what TD0.2 asks: without one, who asks decides alone.
        return standing.isPresent() || question.act() == Act.READ_STATUS ? decision : UNKNOWN_RECORD;
    }

    /**
     * A service may name its patient as it knows it: its OID and the identifier that it gave when it was paired (MES API Mesures 1.5.2: couple OID, idPe). Any
     * other identifier of its own is refused without a look at any record: the answer tells nothing.
     */
    private RecordKey named(RequestDetails request, RecordKey key, Caller caller) {
        if (!(key instanceof RecordKey.ByIdentifier id && caller instanceof Caller.App app) || app(request, caller).filter(known -> known.oid().equals(id.system())).isEmpty()) {
            return key;
        }
        if (app.idPe().filter(id.value()::equals).isPresent()) {
            return new RecordKey.ById(app.patientId());
        }
        RequestScope.draft(request).because("S6 other-id-pe");
        throw Refusal.official(MesError.ID_PE_NOT_AUTHORIZED, null, "other-id-pe");
    }

    private Optional<RecordPolicies.Standing> read(RecordKey key, Caller caller) {
        return key instanceof RecordKey.ByIdentifier id
                ? records.findByIdentifier(id.system(), id.value(), caller.personalTokens())
                : records.find(((RecordKey.ById) key).id(), caller.personalTokens());
    }

    /** @return what the catalogue says of the service that calls, read once in a request, like the record: all of it is judged on one entry; empty for whoever is none */
    Optional<ReferencedApp> app(RequestDetails request, Caller caller) {
        return caller instanceof Caller.App app ? RequestScope.apps(request).computeIfAbsent(app.clientId(), apps::find) : Optional.empty();
    }

    private Optional<AppUse> use(RequestDetails request, Caller caller, Question question) {
        return caller instanceof Caller.App ? question.purpose().map(purpose -> new AppUse(purpose, app(request, caller))) : Optional.empty();
    }
}
