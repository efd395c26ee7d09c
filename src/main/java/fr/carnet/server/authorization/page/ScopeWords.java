package fr.carnet.server.authorization.page;

import fr.carnet.server.authorization.token.AskedScopes;
import fr.carnet.server.authorization.token.SmartScope;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SMART scopes (SMART App Launch 2.2, v2; v1 accepted) in words, with the narrower ones that a person may give instead. */
@PagePart
class ScopeWords {

    private static final Pattern CATEGORY = Pattern.compile("category=(?:[^|&]*\\|)?([A-Za-z0-9-]+)");
    private static final String OBSERVATION_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category|";
    private static final List<String> CATEGORIES = List.of("vital-signs", "laboratory", "activity", "survey", "social-history");
    private static final String LETTERS = "cruds";
    /** Who it is and how long it lasts come after the data. */
    private static final Set<String> KNOWN = Set.of("openid", "fhirUser", "profile", "launch/patient", "offline_access");
    private static final Set<String> EXPLAINED = Set.of("offline_access", "fhirUser");

    private final Words words;

    ScopeWords(Words words) {
        this.words = words;
    }

    /** @return one line per scope that may be granted, data first */
    List<ScopeLine> of(Set<String> scopes) {
        return scopes.stream().filter(scope -> !AskedScopes.ONLINE.equals(scope))
                .sorted(Comparator.comparing((String scope) -> SmartScope.of(scope).isEmpty()).thenComparing(Comparator.naturalOrder())).map(this::line).toList();
    }

    private ScopeLine line(String scope) {
        return SmartScope.of(scope).map(data -> data(scope, data)).orElseGet(() -> context(scope));
    }

    private ScopeLine context(String scope) {
        boolean known = KNOWN.contains(scope);
        String said = known ? words.of("scope." + scope.replace('/', '.')) : words.of("scope.other", scope);
        return new ScopeLine(scope, said, EXPLAINED.contains(scope) ? words.of("scope." + scope + ".note") : "", AskedScopes.CONTEXT.contains(scope), List.of());
    }

    private ScopeLine data(String scope, SmartScope data) {
        boolean everything = "*".equals(data.type());
        boolean whole = data.constraints().isEmpty();
        String what = everything ? words.of("scope.everything") : words.code("type", data.type());
        String said = whole ? words.of("scope.data", what, verbs(data)) : words.of("scope.narrowed", what, narrowing(data), verbs(data));
        return new ScopeLine(scope, said, everything ? words.of("scope.everything.note") : "", false, whole && "Observation".equals(data.type()) ? narrower(data, what) : List.of());
    }

    /** In letters: the words of version 1 cannot be narrowed. */
    private List<ScopeLine> narrower(SmartScope data, String what) {
        String letters = letters(data).collect(Collectors.joining());
        return CATEGORIES.stream().map(category -> new ScopeLine(data.level() + "/" + data.type() + "." + letters + "?category=" + OBSERVATION_CATEGORY + category,
                words.of("scope.narrowed", what, words.code("category", category), verbs(data)), "", false, List.of())).toList();
    }

    private String narrowing(SmartScope data) {
        return data.constraints().stream().sorted().map(constraint -> {
            Matcher category = CATEGORY.matcher(constraint);
            return category.matches() ? words.code("category", category.group(1)) : constraint;
        }).collect(Collectors.joining(" & "));
    }

    private String verbs(SmartScope data) {
        return letters(data).map(letter -> words.of("verb." + letter)).collect(Collectors.joining(", "));
    }

    private static Stream<String> letters(SmartScope data) {
        return LETTERS.chars().filter(letter -> data.letters().contains((char) letter)).mapToObj(Character::toString);
    }
}
