package fr.carnet.enforcement.hapi;

import java.util.Locale;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** Every refusal the server knows, with its status (API 7). The code is that of CodeSystem carnet-issue; texts are in {@code answers_*.properties}. */
public enum Answer {
    /** No token, or a bad one. */
    UNAUTHENTICATED(401, IssueType.LOGIN),
    /** Refused from token, URL or gate: one constant body. */
    REFUSED(403, IssueType.FORBIDDEN),
    /** The token's scopes do not allow the interaction. */
    INSUFFICIENT_SCOPE(403, IssueType.FORBIDDEN),
    /** Readable, but this change is the author's. */
    AUTHOR_ONLY(403, IssueType.FORBIDDEN),
    /** Absent, hidden, deleted, or refused once the record is known from the resource: one constant body. */
    NOT_FOUND(404, IssueType.NOTFOUND),
    /** Interaction not offered. */
    NOT_OFFERED(405, IssueType.NOTSUPPORTED),
    /** Element that never changes after deposit. */
    IMMUTABLE_ELEMENT(405, IssueType.NOTSUPPORTED),
    /** Parameter, modifier or sort key not offered. */
    UNKNOWN_PARAMETER(400, IssueType.NOTSUPPORTED),
    /** Search without patient. */
    PATIENT_REQUIRED(400, IssueType.REQUIRED),
    /** More than one patient. */
    ONE_PATIENT_ONLY(400, IssueType.MULTIPLEMATCHES),
    /** App without exactly one purpose. */
    PURPOSE_REQUIRED(400, IssueType.REQUIRED),
    /** Body that is no FHIR. */
    UNREADABLE_BODY(400, IssueType.STRUCTURE),
    /** Request understood by nobody. */
    INVALID_REQUEST(400, IssueType.INVALID),
    /** Header that would steer the engine. */
    FORBIDDEN_HEADER(400, IssueType.NOTSUPPORTED),
    /** Format not offered. */
    NOT_ACCEPTABLE(406, IssueType.NOTSUPPORTED),
    /** Version conflict. */
    VERSION_CONFLICT(409, IssueType.CONFLICT),
    /** Same masterIdentifier from the same depositor. */
    DUPLICATE_DOCUMENT(409, IssueType.DUPLICATE),
    /** A record exists for this identity. */
    RECORD_EXISTS(409, IssueType.DUPLICATE),
    /** Conditional request with several matches. */
    SEVERAL_MATCHES(412, IssueType.MULTIPLEMATCHES),
    /** Body, document or transaction above its limit. */
    TOO_LARGE(413, IssueType.TOOLONG),
    /** Media type or content encoding not accepted. */
    UNSUPPORTED_MEDIA_TYPE(415, IssueType.NOTSUPPORTED),
    /** Business rule or profile broken. */
    BUSINESS_RULE(422, IssueType.BUSINESSRULE),
    /** More requests than one caller may make. */
    TOO_MANY_REQUESTS(429, IssueType.THROTTLED),
    /** Our fault. */
    INTERNAL(500, IssueType.EXCEPTION),
    /** Database away, or not ready yet. */
    UNAVAILABLE(503, IssueType.TRANSIENT);

    private final int status;
    private final IssueType type;

    Answer(int status, IssueType type) {
        this.status = status;
        this.type = type;
    }

    /** @return HTTP status */
    public int status() {
        return status;
    }

    /** @return FHIR issue type */
    public IssueType type() {
        return type;
    }

    /** @return code in CodeSystem carnet-issue */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
