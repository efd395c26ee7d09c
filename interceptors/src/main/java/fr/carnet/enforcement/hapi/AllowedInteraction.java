package fr.carnet.enforcement.hapi;

import java.util.Set;

/**
 * One row of the allow-list.
 *
 * @param type        FHIR type, empty for the system level
 * @param interaction FHIR interaction code, or an operation with its {@code $}
 * @param callers     caller kinds, {@code *} for anybody
 * @param parameters  parameter names with their modifier, as they stand in the URL
 * @param sorts       sort keys, without direction
 */
public record AllowedInteraction(String type, String interaction, Set<String> callers, Set<String> parameters, Set<String> sorts) {

    /** @return whether this row is for callers of this kind */
    public boolean isFor(String callerKind) {
        return callers.contains("*") || callers.contains(callerKind);
    }
}
