package fr.carnet.enforcement.policy;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one rule opens. Grants of one ground add up.
 *
 * @param types      document types readable (unmasked)
 * @param maskedToo  whether masked documents of those types are readable too
 * @param tokens     further facts that open a resource: {@code h}, {@code r}, own authorship ...
 */
public record Grant(Set<String> types, boolean maskedToo, Set<AclToken> tokens) {

    /** Opens nothing by itself: the act is permitted, no stored resource comes with it. */
    public static final Grant NOTHING = new Grant(Set.of(), false, Set.of());

    /** Masked documents of whatever types other rules open. */
    public static final Grant MASKED_TOO = new Grant(Set.of(), true, Set.of());

    public Grant {
        types = Set.copyOf(types);
        tokens = Set.copyOf(tokens);
    }

    /** @param types document type codes */
    public static Grant types(Set<String> types) {
        return new Grant(types, false, Set.of());
    }

    /** @param tokens facts */
    public static Grant tokens(Set<AclToken> tokens) {
        return new Grant(Set.of(), false, tokens);
    }

    /** @return both grants together */
    public Grant and(Grant other) {
        return new Grant(union(types, other.types), maskedToo || other.maskedToo, union(tokens, other.tokens));
    }

    /** @return every token that this grant opens */
    public Set<AclToken> opened() {
        Stream<AclToken> plain = types.stream().map(AclToken::type);
        Stream<AclToken> masked = maskedToo ? types.stream().map(AclToken::maskedType) : Stream.empty();
        return Stream.of(tokens.stream(), plain, masked).flatMap(s -> s).collect(Collectors.toUnmodifiableSet());
    }

    private static <T> Set<T> union(Set<T> left, Set<T> right) {
        Set<T> both = new HashSet<>(left);
        both.addAll(right);
        return both;
    }
}
