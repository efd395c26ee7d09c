package fr.carnet.server.authorization.token;

import fr.carnet.enforcement.policy.Scopes;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One scope on data (SMART App Launch 2.2, scopes v2; v1 accepted): {@code patient/Observation.rs?category=system|code}. Modifiers, chains, {@code _filter} and
 * lists of values are experimental there and refused here; two values are two scopes. Version 1 has no constraints.
 *
 * @param level       {@code patient}, {@code user} or {@code system}
 * @param type        FHIR type or {@code *}
 * @param letters     letters of {@code cruds}
 * @param constraints {@code parameter=value}, all of which narrow it
 */
public record SmartScope(String level, String type, Set<Character> letters, Set<String> constraints) {

    private static final Pattern SCOPE = Pattern.compile("(patient|user|system)/(\\*|[A-Z][A-Za-z]{1,63})\\.(?:(read|write|\\*)|((?=[cruds])c?r?u?d?s?)(?:\\?(.+))?)");
    private static final Pattern CONSTRAINT = Pattern.compile("[a-z][A-Za-z-]{0,63}=[A-Za-z0-9:/._|#~-]{1,200}");

    public SmartScope {
        letters = Set.copyOf(letters);
        constraints = Set.copyOf(constraints);
    }

    /** @return the scope, empty for a text that is none */
    public static Optional<SmartScope> of(String text) {
        Matcher scope = SCOPE.matcher(text);
        if (!scope.matches()) {
            return Optional.empty();
        }
        Set<String> constraints = scope.group(5) == null ? Set.of() : Arrays.stream(scope.group(5).split("&", -1)).collect(Collectors.toSet());
        String permissions = scope.group(3) == null ? scope.group(4) : scope.group(3);
        return constraints.stream().allMatch(constraint -> CONSTRAINT.matcher(constraint).matches())
                ? Optional.of(new SmartScope(scope.group(1), scope.group(2), Scopes.letters(permissions), constraints)) : Optional.empty();
    }

    /** @return whether everything that this scope opens is opened by those together, letter by letter */
    public boolean isWithin(Collection<SmartScope> allowed) {
        return letters.stream().allMatch(letter -> allowed.stream().anyMatch(other -> other.opens(this, letter)));
    }

    private boolean opens(SmartScope asked, char letter) {
        return level.equals(asked.level) && (type.equals("*") || type.equals(asked.type)) && letters.contains(letter) && asked.constraints.containsAll(constraints);
    }
}
