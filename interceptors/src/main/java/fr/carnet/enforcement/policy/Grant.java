package fr.carnet.enforcement.policy;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one rule opens. Grants of one ground add up.
 *
 * @param tokens    facts that open a resource: unmasked document types, {@code h}, {@code r}, own authorship ...
 * @param masked    the masked documents of its types, opened only when a rule of the same ground says so
 * @param maskedToo whether this rule says so
 */
public record Grant(Set<AclToken> tokens, Set<AclToken> masked, boolean maskedToo) {

    /** Opens nothing by itself: the act is permitted, no stored resource comes with it. */
    public static final Grant NOTHING = tokens(Set.of());

    /** Masked documents of whatever types other rules open. */
    public static final Grant MASKED_TOO = new Grant(Set.of(), Set.of(), true);

    public Grant {
        tokens = Set.copyOf(tokens);
        masked = Set.copyOf(masked);
    }

    /** @param types document type codes */
    public static Grant types(Set<String> types) {
        return new Grant(types.stream().map(AclToken::type).collect(Collectors.toUnmodifiableSet()),
                types.stream().map(AclToken::maskedType).collect(Collectors.toUnmodifiableSet()), false);
    }

    /** @param tokens facts */
    public static Grant tokens(Set<AclToken> tokens) {
        return new Grant(tokens, Set.of(), false);
    }
}
