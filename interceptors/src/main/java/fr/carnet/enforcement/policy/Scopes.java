package fr.carnet.enforcement.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a SMART token allows (SMART App Launch 2.2, scopes v2; v1 accepted). A scope narrowed by search parameters allows nothing here: what
 * narrows data is the purpose.
 *
 * @param granted one per FHIR type or {@code *}
 */
public record Scopes(List<Granted> granted) {

    private static final Pattern SCOPE = Pattern.compile("(?:patient|user)/(\\*|[A-Z][A-Za-z]{1,63})\\.(c?r?u?d?s?|read|write|\\*)");

    /**
     * One scope.
     *
     * @param type        FHIR type or {@code *}
     * @param permissions letters of {@code cruds}
     */
    public record Granted(String type, Set<Character> permissions) {
        public Granted {
            permissions = Set.copyOf(permissions);
        }
    }

    public Scopes {
        granted = List.copyOf(granted);
    }

    /** @param claim value of the token's {@code scope}; what is no resource scope is passed over */
    public static Scopes of(String claim) {
        return new Scopes(Arrays.stream(claim.split(" ")).map(SCOPE::matcher).filter(Matcher::matches)
                .map(scope -> new Granted(scope.group(1), letters(scope.group(2)))).toList());
    }

    /**
     * @param type       FHIR type
     * @param permission one of {@code c r u d s}
     */
    public boolean allow(String type, char permission) {
        return granted.stream().anyMatch(scope -> (scope.type().equals("*") || scope.type().equals(type)) && scope.permissions().contains(permission));
    }

    private static Set<Character> letters(String permissions) {
        String cruds = switch (permissions) {
            case "read" -> "rs";
            case "write" -> "cud";
            case "*" -> "cruds";
            default -> permissions;
        };
        return cruds.chars().mapToObj(letter -> (char) letter).collect(Collectors.toUnmodifiableSet());
    }
}
