package fr.carnet.enforcement.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The one question put to the policy for each request.
 *
 * @param caller           who asks, from the token alone
 * @param act              what for
 * @param data             what is asked for (one category, whole type) or written (one per resource)
 * @param mode             access mode sent with the request
 * @param use              on what an app relies; empty for everybody else
 * @param consentDeclared  whether the deposit declares the patient's explicit consent (extension explicit-consent)
 * @param hasDeposited     whether this caller has deposited anything in this record
 * @param emergencySession whether this caller has an open break-glass session on this record
 * @param at               the instant at which the question is put, UTC
 */
public record AccessRequest(Caller caller, Act act, Set<DataCategory> data, AccessMode mode, Optional<AppUse> use, boolean consentDeclared,
        boolean hasDeposited, boolean emergencySession, Instant at) {
    public AccessRequest {
        data = Set.copyOf(data);
    }
}
