package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AccessMode;
import fr.carnet.enforcement.policy.Act;
import fr.carnet.enforcement.policy.Caller;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;

/**
 * Takes a request from "HAPI has understood it" to "it obeys a decision": allow-list, record, gate, rewriting, visibility of what it names.
 * Runs once, before any provider; afterwards nothing is shown or changed that the decision does not cover.
 */
@Interceptor
public final class AdmissionInterceptor {

    private final AllowList allowList;
    private final Gate gate;
    private final Sight sight;
    private final ReferenceCheck references;
    private final String modeHeader;
    private final RecordKeys keys = new RecordKeys();

    /**
     * @param allowList  what is offered
     * @param gate       the gate
     * @param sight      visibility of stored resources
     * @param references references in writes
     * @param modeHeader name of the access mode header (API 3)
     */
    AdmissionInterceptor(AllowList allowList, Gate gate, Sight sight, ReferenceCheck references, String modeHeader) {
        this.allowList = allowList;
        this.gate = gate;
        this.sight = sight;
        this.references = references;
        this.modeHeader = modeHeader;
    }

    /** Admits the request or ends it. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void admit(RequestDetails request, RestOperationTypeEnum operation) {
        Optional<AccessMode> mode = mode(request);
        RequestScope.draft(request).asked(AllowList.interaction(request, operation), Optional.ofNullable(request.getResourceName()), mode.orElse(AccessMode.NORMAL));
        allowList.require(request, operation);
        String type = Optional.ofNullable(request.getResourceName()).orElse("");
        if (operation == RestOperationTypeEnum.METADATA || GovernedType.isPublic(type)) {
            return;
        }
        if (!PlainText.isPlain(request.getFhirContext(), request.getResource())) {
            throw Refusal.of(Answer.UNREADABLE_BODY);
        }
        AccessMode asked = mode.orElseThrow(() -> Refusal.of(Answer.REFUSED));
        if (asked != AccessMode.NORMAL && !(operation == RestOperationTypeEnum.READ || operation == RestOperationTypeEnum.SEARCH_TYPE)) {
            // Emergency modes are for reading (S4.3).
            throw Refusal.of(Answer.REFUSED);
        }
        switch (operation) {
            case SEARCH_TYPE -> search(request, type, asked);
            case READ, UPDATE, PATCH -> sight.see(request, type, asked);
            case CREATE, TRANSACTION -> write(request, asked);
            case EXTENDED_OPERATION_TYPE -> operation(request, asked);
            default -> throw Refusal.of(Answer.NOT_OFFERED);
        }
        if (operation == RestOperationTypeEnum.UPDATE || operation == RestOperationTypeEnum.PATCH) {
            mayManage(request);
        }
        if (operation == RestOperationTypeEnum.UPDATE) {
            keys.makeLiteral(request.getResource(), RequestScope.permit(request).patientId());
            references.check(request.getResource(), RequestScope.permit(request));
        }
    }

    private void operation(RequestDetails request, AccessMode mode) {
        if ("$bris-de-glace".equals(request.getOperation())) {
            BreakGlassRequest.of(request.getResource());
            AccessDecision decision = gate.judge(request, keys.ofParameters(request.getResource()), Act.BREAK_GLASS, mode, false);
            RequestScope.decided(request, permitOr(decision, Answer.REFUSED));
        } else {
            // Only the support desk passes the allow-list for $open, and the record it opens has no policy yet.
            RequestScope.draft(request).because("S2 support-desk");
        }
    }

    private void search(RequestDetails request, String type, AccessMode mode) {
        Act act = "AuditEvent".equals(type) ? Act.READ_HISTORY : Act.READ;
        RequestScope.decided(request, permitOr(gate.judge(request, keys.ofSearch(request), act, mode, false), Answer.REFUSED));
    }

    private void write(RequestDetails request, AccessMode mode) {
        IBaseResource body = request.getResource();
        if (!Base64Text.isWhole(request.loadRequestContents())) {
            throw Refusal.of(Answer.UNREADABLE_BODY);
        }
        if (body instanceof Bundle bundle) {
            SubmissionShape.check(bundle);
        }
        boolean declared = isConsentDeclared(body);
        Act act = act(request);
        AccessDecision decision = gate.judge(request, keys.ofBody(body), act, mode, declared);
        if (act == Act.DEPOSIT && decision instanceof AccessDecision.Deny) {
            // The hint is the same for every refused deposit: it tells nothing of the record.
            throw Refusal.of(Answer.REFUSED, "deposit-refused");
        }
        AccessDecision.Permit permit = permitOr(decision, Answer.REFUSED);
        RequestScope.decided(request, permit);
        keys.makeLiteral(body, permit.patientId());
        references.check(body, permit);
    }

    /** S5: on the patient's side, changing a Consent or a document takes the right to manage sharing, which a caregiver has not. */
    private void mayManage(RequestDetails request) {
        Caller caller = RequestScope.caller(request);
        if (caller instanceof Caller.Holder || caller instanceof Caller.Representative) {
            RecordKey record = new RecordKey.ById(RequestScope.permit(request).patientId());
            permitOr(gate.judge(request, record, Act.MANAGE_SHARING, AccessMode.NORMAL, false), Answer.REFUSED);
        }
    }

    private static Act act(RequestDetails request) {
        String type = Optional.ofNullable(request.getResourceName()).orElse("");
        return switch (type) {
            case "Consent" -> RequestScope.caller(request) instanceof Caller.Professional ? Act.DECLARE_AUTHORISATION : Act.MANAGE_SHARING;
            case "RelatedPerson" -> Act.DELEGATE;
            default -> Act.DEPOSIT;
        };
    }

    /** API 3: absent means normal; a mode that does not exist, or from somebody who has no modes, is refused like any other refusal. */
    private Optional<AccessMode> mode(RequestDetails request) {
        String header = request.getHeader(modeHeader);
        if (header == null) {
            return Optional.of(AccessMode.NORMAL);
        }
        return AccessMode.of(header).filter(mode -> mode == AccessMode.NORMAL || RequestScope.caller(request) instanceof Caller.Professional);
    }

    private static boolean isConsentDeclared(IBaseResource body) {
        if (body instanceof Bundle bundle) {
            return bundle.getEntry().stream().anyMatch(entry -> isConsentDeclared(entry.getResource()));
        }
        return body instanceof DomainResource resource && resource.getExtension().stream()
                .filter(extension -> Canonical.EXPLICIT_CONSENT.equals(extension.getUrl()))
                .map(Extension::getValue)
                .anyMatch(value -> value instanceof BooleanType flag && flag.booleanValue());
    }

    static AccessDecision.Permit permitOr(AccessDecision decision, Answer refusal) {
        if (decision instanceof AccessDecision.Permit permit) {
            return permit;
        }
        throw Refusal.of(refusal);
    }
}
