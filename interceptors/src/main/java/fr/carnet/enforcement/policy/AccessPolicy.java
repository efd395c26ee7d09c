package fr.carnet.enforcement.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The engine: nothing is permitted unless a rule permits it, and within a ground one denial beats every permit. Grounds are judged
 * apart and their openings united. The order of the rules changes nothing but the order of the reasons.
 */
public final class AccessPolicy {

    private static final Reason DEFAULT_DENY = new Reason("S7", "default-deny");

    private final List<Rule> rules;

    /** @param rules all rules; an empty list denies everything */
    public AccessPolicy(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * @param request the question
     * @param record  how the record stands
     * @return permit with what is opened, or deny with the reasons
     */
    public AccessDecision decide(AccessRequest request, RecordPolicy record) {
        Set<AclToken> opened = new HashSet<>();
        List<Reason> permits = new ArrayList<>();
        List<Reason> denials = new ArrayList<>();
        for (Ground ground : Ground.values()) {
            GroundVerdict verdict = judge(ground, request, record);
            if (verdict.counts(request.act())) {
                opened.addAll(verdict.opened());
                permits.addAll(verdict.permits());
            } else {
                denials.addAll(verdict.denials());
            }
        }
        if (permits.isEmpty()) {
            return new AccessDecision.Deny(denials.isEmpty() ? List.of(DEFAULT_DENY) : denials.stream().distinct().toList());
        }
        // A reader may know whose record it reads; a writer is answered with what it wrote itself; who asks how a record stands, with that alone.
        if (request.act() == Act.READ) {
            opened.add(AclToken.IDENTITY);
        } else if (request.act() != Act.READ_STATUS) {
            opened.addAll(request.caller().personalTokens());
        }
        return new AccessDecision.Permit(record.patientId(), request, opened, permits);
    }

    /**
     * What one ground alone would give: the reasons that a decision over all grounds has no room for.
     *
     * @param ground  on what ground
     * @param request the question
     * @param record  how the record stands
     * @return permit with what this ground opens, or deny with what it lacks
     */
    public AccessDecision decideOn(Ground ground, AccessRequest request, RecordPolicy record) {
        GroundVerdict verdict = judge(ground, request, record);
        if (verdict.counts(request.act()) && !verdict.permits().isEmpty()) {
            return new AccessDecision.Permit(record.patientId(), request, verdict.opened(), verdict.permits());
        }
        return new AccessDecision.Deny(verdict.denials().isEmpty() ? List.of(DEFAULT_DENY) : verdict.denials());
    }

    private GroundVerdict judge(Ground ground, AccessRequest request, RecordPolicy record) {
        List<Grant> grants = new ArrayList<>();
        List<Reason> permits = new ArrayList<>();
        List<Reason> denials = new ArrayList<>();
        for (Rule rule : rules) {
            Verdict verdict = Objects.requireNonNull(rule.judge(ground, request, record), "a rule that does not speak abstains");
            if (verdict instanceof Verdict.Permit permit) {
                grants.add(permit.grant());
                permits.add(permit.reason());
            } else if (verdict instanceof Verdict.Deny deny) {
                denials.add(deny.reason());
            }
        }
        return new GroundVerdict(opened(grants), permits, denials);
    }

    private static Set<AclToken> opened(List<Grant> grants) {
        boolean maskedToo = grants.stream().anyMatch(Grant::maskedToo);
        Set<AclToken> opened = new HashSet<>();
        for (Grant grant : grants) {
            opened.addAll(grant.tokens());
            if (maskedToo) {
                opened.addAll(grant.masked());
            }
        }
        return opened;
    }

    private record GroundVerdict(Set<AclToken> opened, List<Reason> permits, List<Reason> denials) {
        /** A reading ground that opens no resource is no ground at all: MASKED_TOO alone reads nothing. One without permits adds none. */
        boolean counts(Act act) {
            return denials.isEmpty() && (act != Act.READ || !opened.isEmpty());
        }
    }
}
