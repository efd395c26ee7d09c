package fr.carnet.enforcement.policy;

import java.util.Set;

/**
 * The part of a FHIR type that narrowed scopes leave (SMART App Launch 2.2, finer-grained scopes): resources with one of these codes.
 *
 * @param type      FHIR type
 * @param parameter search parameter that the scopes narrow by, of type token
 * @param values    what it must match, as {@code system|code}; none when the scopes contradict each other: then nothing does
 */
public record ScopeFilter(String type, String parameter, Set<String> values) {
    public ScopeFilter {
        values = Set.copyOf(values);
    }

    /** @return whether a coding of this resource is one of those asked for */
    public boolean holds(Set<String> codings) {
        return codings.stream().anyMatch(values::contains);
    }
}
