package fr.carnet.enforcement.policy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a SMART token allows (SMART App Launch 2.2, scopes v2; v1 accepted). A v2 scope may be narrowed by one token parameter of its type, with
 * {@code system|code} values: what else stands behind the question mark (another parameter, two of them, a modifier, a chain, a code without its
 * system) makes the scope allow nothing.
 *
 * @param granted one per scope
 */
public record Scopes(List<Granted> granted) {

    private static final Pattern SCOPE = Pattern.compile("(?:patient|user)/(\\*|[A-Z][A-Za-z]{1,63})\\.(c?r?u?d?s?|read|write|\\*)(?:\\?(.+))?");
    private static final Pattern NARROWING = Pattern.compile("([a-z]+)=([^&=]+)");
    private static final Pattern VALUE = Pattern.compile("[^|\\\\$\\s]+\\|[^|\\\\$\\s]+");
    private static final Set<String> V1 = Set.of("read", "write", "*");

    /** By what each type may be narrowed: parameters that are indexed and never change after the deposit of a document. */
    private static final Map<String, Set<String>> PARAMETERS = Map.of(
            "Observation", Set.of("category", "code"), "Condition", Set.of("category", "code"), "DocumentReference", Set.of("category", "type"));

    /**
     * One scope.
     *
     * @param type        FHIR type or {@code *}
     * @param permissions letters of {@code cruds}
     * @param filter      which part of the type, empty for all of it
     */
    public record Granted(String type, Set<Character> permissions, Optional<ScopeFilter> filter) {
        public Granted {
            permissions = Set.copyOf(permissions);
        }

        private boolean covers(String asked, char permission) {
            return (type.equals("*") || type.equals(asked)) && permissions.contains(permission);
        }
    }

    public Scopes {
        granted = List.copyOf(granted);
    }

    /** @param claim value of the token's {@code scope}; what is no resource scope is passed over */
    public static Scopes of(String claim) {
        return new Scopes(Arrays.stream(claim.split(" ")).map(SCOPE::matcher).filter(Matcher::matches).flatMap(scope -> granted(scope).stream()).toList());
    }

    /**
     * @param type       FHIR type
     * @param permission one of {@code c r u d s}
     * @return whether anything of the type may be done so
     */
    public boolean allow(String type, char permission) {
        return granted.stream().anyMatch(scope -> scope.covers(type, permission)) && filter(type, permission).filter(part -> part.values().isEmpty()).isEmpty();
    }

    /**
     * What scopes allow adds up; but two parameters of one type would have to be asked as an alternative, which no search can say: unclear opens nothing.
     *
     * @param type       FHIR type
     * @param permission one of {@code c r u d s}
     * @return the part of the type that may be done so; empty when no scope narrows it
     */
    public Optional<ScopeFilter> filter(String type, char permission) {
        List<Granted> covering = granted.stream().filter(scope -> scope.covers(type, permission)).toList();
        if (covering.isEmpty() || covering.stream().anyMatch(scope -> scope.filter().isEmpty())) {
            return Optional.empty();
        }
        List<ScopeFilter> parts = covering.stream().map(scope -> scope.filter().orElseThrow()).toList();
        String parameter = parts.get(0).parameter();
        Set<String> values = new HashSet<>();
        parts.forEach(part -> values.addAll(part.values()));
        return Optional.of(new ScopeFilter(type, parameter, parts.stream().allMatch(part -> part.parameter().equals(parameter)) ? values : Set.of()));
    }

    private static Optional<Granted> granted(Matcher scope) {
        Set<Character> letters = letters(scope.group(2));
        if (scope.group(3) == null) {
            return Optional.of(new Granted(scope.group(1), letters, Optional.empty()));
        }
        return V1.contains(scope.group(2)) ? Optional.empty()
                : part(scope.group(1), scope.group(3)).map(filter -> new Granted(scope.group(1), letters, Optional.of(filter)));
    }

    private static Optional<ScopeFilter> part(String type, String narrowing) {
        Matcher parameter = NARROWING.matcher(narrowing);
        if (!parameter.matches() || !PARAMETERS.getOrDefault(type, Set.of()).contains(parameter.group(1))) {
            return Optional.empty();
        }
        List<String> values = List.of(parameter.group(2).split(",", -1));
        return values.stream().allMatch(value -> VALUE.matcher(value).matches())
                ? Optional.of(new ScopeFilter(type, parameter.group(1), Set.copyOf(new HashSet<>(values)))) : Optional.empty();
    }

    /** @return letters of {@code cruds} that a scope's permissions stand for; version 1's words have theirs */
    public static Set<Character> letters(String permissions) {
        String cruds = switch (permissions) {
            case "read" -> "rs";
            case "write" -> "cud";
            case "*" -> "cruds";
            default -> permissions;
        };
        return cruds.chars().mapToObj(letter -> (char) letter).collect(Collectors.toUnmodifiableSet());
    }
}
