package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.policy.Caller;
import fr.carnet.enforcement.policy.ScopeFilter;
import fr.carnet.enforcement.policy.Scopes;
import java.util.Optional;
import java.util.Set;

/**
 * One row of the allow-list.
 *
 * @param type        FHIR type, empty for the system level
 * @param interaction FHIR interaction code, or an operation with its {@code $}
 * @param callers     caller kinds, {@code *} for anybody
 * @param scope       type and permission that a SMART token must have, as {@code Observation.s}; a single word is a duty that the support desk's token must
 *                    have; empty where tokens with scopes never come, and for a transaction, each entry of which takes its own
 * @param parameters  parameter names with their modifier, as they stand in the URL
 * @param sorts       sort keys, without direction
 */
public record AllowedInteraction(String type, String interaction, Set<String> callers, String scope, Set<String> parameters, Set<String> sorts) {

    /** @return whether these scopes let the interaction pass */
    boolean isWithin(Scopes scopes) {
        int dot = scope.indexOf('.');
        return dot > 0 && scopes.allow(scope.substring(0, dot), scope.charAt(dot + 1));
    }

    /** @return whether the support desk takes a duty of its own for this, and this token has it not */
    boolean isBeyond(Caller.Support desk) {
        return !scope.isEmpty() && scope.indexOf('.') < 0 && !desk.duties().contains(scope);
    }

    /** @return whether this is for anybody, and so about nobody's record */
    boolean isForAnybody() {
        return callers.contains("*");
    }

    /** @return the part of the type that these scopes leave: of a document's content, what they leave of documents (S1) */
    Optional<ScopeFilter> filter(Scopes scopes) {
        int dot = scope.indexOf('.');
        String narrowed = dot < 0 ? "" : OpenTypes.isContent(type) ? "DocumentReference" : scope.substring(0, dot);
        return dot < 0 ? Optional.empty() : scopes.filter(narrowed, scope.charAt(dot + 1));
    }

    /** @return whether this row is for callers of this kind */
    public boolean isFor(String callerKind) {
        return callers.contains("*") || callers.contains(callerKind);
    }
}
