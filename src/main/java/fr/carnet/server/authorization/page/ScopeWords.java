package fr.carnet.server.authorization.page;

import fr.carnet.server.authorization.token.AskedScopes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** SMART scopes (SMART App Launch 2.2, v2; v1 accepted) in words, with the narrower ones that a person may give instead. */
@PagePart
class ScopeWords {

    private static final Pattern DATA = Pattern.compile("(?:patient|user|system)/(\\*|[A-Z][A-Za-z]{1,63})\\.(c?r?u?d?s?|read|write|\\*)(?:\\?(.+))?");
    private static final Pattern CATEGORY = Pattern.compile("category=(?:[^|&]*\\|)?([A-Za-z0-9-]+)");
    private static final String OBSERVATION_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category|";
    private static final List<String> CATEGORIES = List.of("vital-signs", "laboratory", "activity", "survey", "social-history");
    private static final Map<String, String> FIRST_VERSION = Map.of("read", "rs", "write", "cud", "*", "cruds");
    /** Who it is and how long it lasts come after the data. */
    private static final Set<String> KNOWN = Set.of("openid", "fhirUser", "profile", "launch/patient", "offline_access");
    private static final Set<String> EXPLAINED = Set.of("offline_access", "fhirUser");

    private final Words words;

    ScopeWords(Words words) {
        this.words = words;
    }

    /** @return one line per scope that may be granted, data first */
    List<ScopeLine> of(Set<String> scopes) {
        return scopes.stream().filter(scope -> !AskedScopes.ONLINE.equals(scope)).sorted(Comparator.comparing((String scope) -> !DATA.matcher(scope).matches()).thenComparing(Comparator.naturalOrder())).map(this::line).toList();
    }

    private ScopeLine line(String scope) {
        Matcher data = DATA.matcher(scope);
        if (data.matches()) {
            return data(scope, data);
        }
        boolean known = KNOWN.contains(scope);
        String said = known ? words.of("scope." + scope.replace('/', '.')) : words.of("scope.other", scope);
        return new ScopeLine(scope, said, EXPLAINED.contains(scope) ? words.of("scope." + scope + ".note") : "", AskedScopes.CONTEXT.contains(scope), List.of());
    }

    private ScopeLine data(String scope, Matcher data) {
        String type = data.group(1);
        String narrowed = data.group(3);
        String what = "*".equals(type) ? words.of("scope.everything") : words.code("type", type);
        String said = narrowed == null ? words.of("scope.data", what, verbs(data.group(2))) : words.of("scope.narrowed", what, narrowing(narrowed), verbs(data.group(2)));
        String note = "*".equals(type) ? words.of("scope.everything.note") : "";
        return new ScopeLine(scope, said, note, false, "Observation".equals(type) && narrowed == null ? narrower(scope, what, data.group(2)) : List.of());
    }

    private List<ScopeLine> narrower(String scope, String what, String letters) {
        return CATEGORIES.stream().map(category -> new ScopeLine(scope + "?category=" + OBSERVATION_CATEGORY + category,
                words.of("scope.narrowed", what, words.code("category", category), verbs(letters)), "", false, List.of())).toList();
    }

    private String narrowing(String query) {
        Matcher category = CATEGORY.matcher(query);
        return category.matches() ? words.code("category", category.group(1)) : query;
    }

    private String verbs(String letters) {
        return Arrays.stream(FIRST_VERSION.getOrDefault(letters, letters).split("")).map(letter -> words.of("verb." + letter)).collect(Collectors.joining(", "));
    }
}
