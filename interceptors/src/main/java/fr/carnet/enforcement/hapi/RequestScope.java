package fr.carnet.enforcement.hapi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import fr.carnet.enforcement.audit.AuditDraft;
import fr.carnet.enforcement.disclosure.StoredResource;
import fr.carnet.enforcement.policy.AccessDecision;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.RecordPolicies;
import fr.carnet.enforcement.policy.ReferencedApp;
import fr.carnet.enforcement.policy.ScopeFilter;
import fr.carnet.enforcement.policy.Scopes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/** What the stages of one request hand on to each other, kept in HAPI's request under private keys. */
public final class RequestScope {

    private static final String DECISION = RequestScope.class.getName() + ".decision";
    private static final String STAMPS = RequestScope.class.getName() + ".stamps";
    private static final String TARGET = RequestScope.class.getName() + ".target";
    private static final String CONTENT = RequestScope.class.getName() + ".content";
    private static final String STATUS = RequestScope.class.getName() + ".status";
    private static final String STATED = RequestScope.class.getName() + ".stated";
    private static final String STANDINGS = RequestScope.class.getName() + ".standings";
    private static final String APPS = RequestScope.class.getName() + ".apps";
    private static final String MANAGES = RequestScope.class.getName() + ".manages";
    private static final String NARROWED = RequestScope.class.getName() + ".narrowed";
    private static final String SEARCHED = RequestScope.class.getName() + ".searched";

    private RequestScope() {
    }

    /** Name of the servlet request attribute under which the identity stage leaves the {@link Caller}. */
    public static final String CALLER_ATTRIBUTE = Caller.class.getName();

    /** Name of the servlet request attribute with the token's {@link Scopes}, when tokens of its kind have any. */
    public static final String SCOPES_ATTRIBUTE = Scopes.class.getName();

    /** Name of the servlet request attribute with the {@link AuditDraft}. */
    public static final String DRAFT_ATTRIBUTE = AuditDraft.class.getName();

    /** @return who asks; anonymous when the identity stage left nobody */
    public static Caller caller(RequestDetails request) {
        return attribute(request, CALLER_ATTRIBUTE) instanceof Caller caller ? caller : new Caller.Anonymous();
    }

    /** @return what the token's scopes allow; empty for kinds of tokens that have none */
    static Optional<Scopes> scopes(RequestDetails request) {
        return attribute(request, SCOPES_ATTRIBUTE) instanceof Scopes scopes ? Optional.of(scopes) : Optional.empty();
    }

    /** @param filter the part of the type that the token's scopes leave to this request */
    static void narrowed(RequestDetails request, ScopeFilter filter) {
        request.getUserData().put(NARROWED, filter);
    }

    /** @return the part of its type that the token's scopes leave to this request; empty when none of them narrows it */
    static Optional<ScopeFilter> narrowed(RequestDetails request) {
        return Optional.ofNullable((ScopeFilter) request.getUserData().get(NARROWED));
    }

    /**
     * @return the request's trace draft
     * @throws IllegalStateException when the request came in by a way that is not traced
     */
    public static AuditDraft draft(RequestDetails request) {
        if (attribute(request, DRAFT_ATTRIBUTE) instanceof AuditDraft draft) {
            return draft;
        }
        throw new IllegalStateException("a request without a trace");
    }

    private static @Nullable Object attribute(RequestDetails request, String name) {
        return request instanceof ServletRequestDetails servlet ? servlet.getServletRequest().getAttribute(name) : null;
    }

    /** @param permit the decision that everything else in this request obeys */
    public static void decided(RequestDetails request, AccessDecision.Permit permit) {
        request.getUserData().put(DECISION, permit);
    }

    /** @return the decision, empty before the gate and on public paths */
    public static Optional<AccessDecision.Permit> decision(RequestDetails request) {
        return Optional.ofNullable((AccessDecision.Permit) request.getUserData().get(DECISION));
    }

    /** @return the decision; without one nothing governed may go on */
    public static AccessDecision.Permit permit(RequestDetails request) {
        return decision(request).orElseThrow(() -> new IllegalStateException("governed data asked for without a decision"));
    }

    /** @param stored the stored resource that the URL names, found visible */
    static void target(RequestDetails request, StoredResource stored) {
        request.getUserData().put(TARGET, stored);
    }

    /** @return the stored resource that the URL names, found visible by the see stage */
    public static StoredResource target(RequestDetails request) {
        Object target = request.getUserData().get(TARGET);
        if (target instanceof StoredResource stored) {
            return stored;
        }
        throw new IllegalStateException("a stored resource used without having been seen");
    }

    /** @param stated what a professional stated to break the glass, complete */
    static void stated(RequestDetails request, BreakGlassRequest stated) {
        request.getUserData().put(STATED, stated);
    }

    /** @return what a professional stated to break the glass */
    public static BreakGlassRequest stated(RequestDetails request) {
        return (BreakGlassRequest) Objects.requireNonNull(request.getUserData().get(STATED), "nothing stated");
    }

    /** @param manages whether the gate lets the caller manage sharing */
    static void manages(RequestDetails request, boolean manages) {
        request.getUserData().put(MANAGES, manages);
    }

    /** @return whether the caller manages sharing: the holder, a parent, a guardian, the médecin traitant; not a caregiver */
    public static boolean manages(RequestDetails request) {
        return Boolean.TRUE.equals(request.getUserData().get(MANAGES));
    }

    /** @param searched what the index is to be asked: values by code of SearchParameter */
    static void searched(RequestDetails request, Map<String, List<String>> searched) {
        request.getUserData().put(SEARCHED, searched);
    }

    /** @return what the index is to be asked: on public paths what the caller wrote, else what the see stage left of it */
    @SuppressWarnings("unchecked")
    public static Map<String, List<String>> searched(RequestDetails request) {
        Object searched = request.getUserData().get(SEARCHED);
        if (searched == null && decision(request).isPresent()) {
            throw new IllegalStateException("a search whose references were not settled");
        }
        return searched != null ? (Map<String, List<String>>) searched
                : request.getParameters().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, parameter -> List.of(parameter.getValue())));
    }

    /** @param status what TD0.2 asks for */
    static void status(RequestDetails request, RecordStatus status) {
        request.getUserData().put(STATUS, status);
    }

    /** @return what TD0.2 asks for; empty for every other request */
    public static Optional<RecordStatus> status(RequestDetails request) {
        return Optional.ofNullable((RecordStatus) request.getUserData().get(STATUS));
    }

    /** @param reference content that the see stage let through, for example {@code Binary/<id>} */
    static void content(RequestDetails request, String reference) {
        request.getUserData().put(CONTENT, reference);
    }

    /** @return whether this is the content that went through the see stage */
    static boolean isContentSeen(RequestDetails request, IBaseResource resource) {
        return (resource.fhirType() + "/" + resource.getIdElement().getIdPart()).equals(request.getUserData().get(CONTENT));
    }

    /** @return how the records that this request asked about stand, as the gate has read them */
    @SuppressWarnings("unchecked")
    static Map<RecordKey, Optional<RecordPolicies.Standing>> standings(RequestDetails request) {
        return (Map<RecordKey, Optional<RecordPolicies.Standing>>) request.getUserData()
                .computeIfAbsent(STANDINGS, key -> new ConcurrentHashMap<RecordKey, Optional<RecordPolicies.Standing>>());
    }

    /** @return what the catalogue says of the clients that this request comes from, as the gate has read it */
    @SuppressWarnings("unchecked")
    static Map<String, Optional<ReferencedApp>> apps(RequestDetails request) {
        return (Map<String, Optional<ReferencedApp>>) request.getUserData().computeIfAbsent(APPS, key -> new ConcurrentHashMap<String, Optional<ReferencedApp>>());
    }

    /** @return tokens stamped in this very request, by reference: what a later write of the same transaction names */
    @SuppressWarnings("unchecked")
    static Map<String, Set<AclToken>> stamps(RequestDetails request) {
        return (Map<String, Set<AclToken>>) request.getUserData().computeIfAbsent(STAMPS, key -> new ConcurrentHashMap<String, Set<AclToken>>());
    }
}
