package fr.carnet.enforcement.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The answer to one {@link AccessRequest}. Immutable: everything that follows in the request obeys it. */
public sealed interface AccessDecision {

    /** @return what was said by which rule, in the order of the rules */
    List<Reason> reasons();

    /**
     * The caller may act on this record, and may be shown the resources that carry one of the tokens.
     *
     * @param patientId id of the record's Patient
     * @param request   the question
     * @param tokens    facts that open a resource; at most about 210
     * @param reasons   which rules permitted
     */
    record Permit(String patientId, AccessRequest request, Set<AclToken> tokens, List<Reason> reasons) implements AccessDecision {
        public Permit {
            // One pass over some hundred tokens at every decision; Set.copyOf makes three.
            tokens = Collections.unmodifiableSet(new HashSet<>(tokens));
            reasons = List.copyOf(reasons);
        }

        /** @param stamped the tokens of one resource of this record */
        public boolean opens(Collection<AclToken> stamped) {
            return !Collections.disjoint(tokens, stamped);
        }
    }

    /** @param reasons why not, for the trace; callers always get the same constant answer */
    record Deny(List<Reason> reasons) implements AccessDecision {
        public Deny {
            reasons = List.copyOf(reasons);
        }
    }
}
