package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.DataCategory;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;

/**
 * Takes a request from "HAPI has understood it" to "it obeys a decision": allow-list, record, gate, rewriting, visibility of what it names.
 * Runs once, before any provider; afterwards nothing is shown or changed that the decision does not cover.
 */
@Interceptor
public final class AdmissionInterceptor {

    /** What the holder or his representative manages; an entry of another type is changed by whoever entered it. */
    private static final Set<String> MANAGED = Set.of("DocumentReference", "Consent");

    private final AllowList allowList;
    private final Gate gate;
    private final Sight sight;
    private final References references;
    private final CategoryReader categories;
    private final RequestHeaders headers;

    /**
     * @param allowList  what is offered
     * @param gate       the gate
     * @param sight      visibility of stored resources
     * @param references what a body or a search names: its record, and other resources
     * @param categories what a body is
     * @param headers    mode and purpose (API 3)
     */
    AdmissionInterceptor(AllowList allowList, Gate gate, Sight sight, References references, CategoryReader categories, RequestHeaders headers) {
        this.allowList = allowList;
        this.gate = gate;
        this.sight = sight;
        this.references = references;
        this.categories = categories;
        this.headers = headers;
    }

    /** What a body or a search names. */
    record References(RecordKeys keys, ReferenceCheck check, SearchedReferences searched) {
    }

    /** Admits the request or ends it. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void admit(RequestDetails request, RestOperationTypeEnum operation) {
        Optional<AccessMode> mode = headers.accessMode(request);
        String type = Optional.ofNullable(request.getResourceName()).orElse("");
        RequestScope.draft(request).asked(AllowList.interaction(request, operation), Optional.ofNullable(request.getResourceName()), mode.orElse(AccessMode.NORMAL));
        AllowedInteraction row = allowList.require(request, operation);
        if (operation == RestOperationTypeEnum.METADATA || OpenTypes.isPublic(type) && row.isForAnybody()) {
            return;
        }
        if (!PlainText.isPlain(request.getFhirContext(), request.getResource())) {
            throw Refusal.of(Answer.UNREADABLE_BODY);
        }
        Optional<String> purpose = headers.purposeCode(request);
        purpose.ifPresent(RequestScope.draft(request)::purpose);
        AccessMode asked = mode.orElseThrow(() -> Refusal.of(Answer.REFUSED));
        if (asked != AccessMode.NORMAL && !(operation == RestOperationTypeEnum.READ || operation == RestOperationTypeEnum.SEARCH_TYPE)) {
            // Emergency modes are for reading (S4.3).
            throw Refusal.of(Answer.REFUSED);
        }
        Question reading = new Question(Act.READ, Set.of(DataCategory.of(type)), asked, purpose, false);
        switch (operation) {
            case SEARCH_TYPE -> search(request, type, reading);
            case READ -> sight.see(request, type, reading);
            case UPDATE, PATCH -> change(request, type, operation, reading);
            case CREATE, TRANSACTION -> write(request, purpose);
            case EXTENDED_OPERATION_TYPE -> typeOperation(request);
            case EXTENDED_OPERATION_INSTANCE -> decide(request, new RecordKey.ById(request.getId().getIdPart()),
                    "$explain-access".equals(request.getOperation()) ? reading : Question.about(Act.MANAGE_SHARING));
            default -> throw Refusal.of(Answer.NOT_OFFERED);
        }
    }

    private void search(RequestDetails request, String type, Question reading) {
        RecordKey record = references.keys().ofSearch(request);
        boolean status = "Patient".equals(type) && record instanceof RecordKey.ByIdentifier && reading.mode() == AccessMode.NORMAL
                && RequestScope.caller(request) instanceof Caller.Professional;
        if (status) {
            decide(request, record, Question.about(Act.READ_STATUS));
            RequestScope.status(request, new RecordStatus(gate.standing(request, record), gate.permits(request, record, reading)));
        } else {
            decide(request, record, "AuditEvent".equals(type) ? reading.to(Act.READ_HISTORY) : reading);
            if (request.getParameters().containsKey("_include")) {
                included(request, record, reading);
            }
        }
        references.searched().settle(request, type);
    }

    /** What comes along is decided with what it comes along with: nothing is included that a search of its own would not show. */
    private void included(RequestDetails request, RecordKey record, Question reading) {
        if (RequestScope.scopes(request).filter(scopes -> !scopes.allow("Device", 's')).isPresent()) {
            throw Refusal.of(Answer.INSUFFICIENT_SCOPE);
        }
        Set<DataCategory> both = new HashSet<>(reading.data());
        both.add(DataCategory.of("Device"));
        decide(request, record, new Question(reading.act(), both, reading.mode(), reading.purpose(), false));
    }

    private void typeOperation(RequestDetails request) {
        if ("$bris-de-glace".equals(request.getOperation())) {
            BreakGlassRequest stated = BreakGlassRequest.of(request.getResource());
            RequestScope.stated(request, stated);
            decide(request, references.keys().ofParameters(request.getResource()), Question.about(Act.BREAK_GLASS));
        } else if ("$validate".equals(request.getOperation())) {
            // It concerns no record and resolves nothing: what is said of a body is said of it alone.
            RequestScope.draft(request).because("validate");
        } else {
            // Only the support desk passes the allow-list for $open, $verify and $referencer: the record it opens has no policy yet, the trace is told of, not
            // shown, and the catalogue is about nobody's record.
            RequestScope.draft(request).because("S2 support-desk");
        }
    }

    /** Apps see, to change it, only what they wrote (S6); everybody else is judged as a reader first, so that what is hidden stays absent. */
    private void change(RequestDetails request, String type, RestOperationTypeEnum operation, Question reading) {
        if (request.getRequestPath().contains("/_history")) {
            // A version is changed by nobody; HAPI would take it for the current one.
            throw Refusal.of(Answer.NOT_OFFERED);
        }
        boolean app = RequestScope.caller(request) instanceof Caller.App;
        sight.see(request, type, app ? reading.to(Act.AMEND) : reading);
        RecordKey record = new RecordKey.ById(RequestScope.permit(request).patientId());
        managing(request, record, type);
        if (app) {
            // What it is and what it becomes must be covered by the purpose, to the code.
            Set<DataCategory> written = new HashSet<>(categories.ofBody(request.getResource()));
            RequestScope.target(request).tokens().stream().map(AclToken::category).flatMap(Optional::stream).forEach(written::add);
            permitOr(gate.judge(request, record, new Question(Act.DEPOSIT, written, reading.mode(), reading.purpose(), false)), Answer.REFUSED);
        }
        if (operation == RestOperationTypeEnum.UPDATE) {
            ScopedCodes.require(request);
            sameRecord(request, reading);
            references.keys().makeLiteral(request.getResource(), RequestScope.permit(request).patientId());
            references.check().check(request.getResource(), RequestScope.permit(request), RequestScope.narrowed(request));
        }
    }

    /** Nothing moves to another record: what the body names must be the one that the stored resource belongs to. */
    private void sameRecord(RequestDetails request, Question reading) {
        if (!isOf(request, references.keys().ofBody(request.getResource()), reading, RequestScope.permit(request).patientId())) {
            throw Refusal.of(Answer.REFUSED);
        }
    }

    /** Whether a patient that a body names is the holder of this record. */
    private boolean isOf(RequestDetails request, RecordKey named, Question question, String patientId) {
        return named instanceof RecordKey.ById byId ? byId.id().equals(patientId)
                : gate.judge(request, named, question) instanceof AccessDecision.Permit permit && permit.patientId().equals(patientId);
    }

    /**
     * S5: on the patient's side, changing a Consent or a document takes the right to manage sharing, which a caregiver has not. S4.3: a
     * professional changes Consents about others as médecin traitant only.
     */
    private void managing(RequestDetails request, RecordKey record, String type) {
        Caller caller = RequestScope.caller(request);
        boolean patientSide = caller instanceof Caller.Holder || caller instanceof Caller.Representative;
        if (patientSide || "Consent".equals(type)) {
            AccessDecision manages = gate.judge(request, record, Question.about(Act.MANAGE_SHARING));
            if (patientSide && MANAGED.contains(type)) {
                permitOr(manages, Answer.REFUSED);
            }
            RequestScope.manages(request, manages instanceof AccessDecision.Permit);
        }
    }

    private void write(RequestDetails request, Optional<String> purpose) {
        IBaseResource body = request.getResource();
        if (!Base64Text.isWhole(request.loadRequestContents())) {
            throw Refusal.of(Answer.UNREADABLE_BODY);
        }
        if (body instanceof Bundle bundle) {
            SubmissionShape.check(bundle);
        }
        ScopedCodes.require(request);
        Act act = WriteAct.of(request);
        Question question = new Question(act, act == Act.DEPOSIT ? categories.ofBody(body) : Set.of(), AccessMode.NORMAL, purpose, WriteAct.isConsentDeclared(body));
        AccessDecision decision = gate.judge(request, references.keys().ofBody(body), question);
        if (act == Act.DEPOSIT && decision instanceof AccessDecision.Deny) {
            // The hint is the same for every refused deposit: it tells nothing of the record.
            throw Refusal.of(Answer.REFUSED, "deposit-refused");
        }
        AccessDecision.Permit permit = permitOr(decision, Answer.REFUSED);
        if (!ContentSubjects.of(body).stream().allMatch(names -> names.stream().anyMatch(named -> isOf(request, named, question, permit.patientId())))) {
            // Unknown and refused records answer like those of others; the attempt was made on this one.
            RequestScope.draft(request).patient(permit.patientId());
            throw Refusal.of(Answer.ONE_PATIENT_ONLY);
        }
        RequestScope.decided(request, permit);
        RequestScope.manages(request, act == Act.MANAGE_SHARING);
        references.keys().makeLiteral(body, permit.patientId());
        references.check().check(body, permit, RequestScope.narrowed(request));
    }

    private void decide(RequestDetails request, RecordKey record, Question question) {
        RequestScope.decided(request, permitOr(gate.judge(request, record, question), Answer.REFUSED));
    }

    static AccessDecision.Permit permitOr(AccessDecision decision, Answer refusal) {
        if (decision instanceof AccessDecision.Permit permit) {
            return permit;
        }
        throw Refusal.of(refusal);
    }
}
