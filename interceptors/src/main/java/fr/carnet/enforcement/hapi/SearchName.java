package fr.carnet.enforcement.hapi;

import java.util.List;

/**
 * How a search parameter is asked of the index, where its name or its value cannot be taken as it stands.
 *
 * @param type        FHIR type
 * @param name        name as it stands in the URL, with modifier or chain
 * @param index       code of the SearchParameter that is asked
 * @param identifiers code of the one that is asked for a value {@code system|value}; empty when such a value is nothing special
 * @param targets     types that a value may refer to, so that the target must be shown by the decision; none when a value is no reference
 * @param sorts       codes to sort by instead, in this order
 */
record SearchName(String type, String name, String index, String identifiers, List<String> targets, List<String> sorts) {
    SearchName {
        targets = List.copyOf(targets);
        sorts = List.copyOf(sorts);
    }
}
