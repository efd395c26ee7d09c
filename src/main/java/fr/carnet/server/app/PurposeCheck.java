package fr.carnet.server.app;

import fr.carnet.enforcement.hapi.Canonical;
import fr.carnet.enforcement.hapi.DataCategories;
import fr.carnet.enforcement.hapi.Refusal;
import fr.carnet.server.app.AppEntry.Category;
import fr.carnet.server.app.AppEntry.Declared;
import fr.carnet.server.app.AppEntry.Exchange;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** What an entry declares: each purpose once, in both languages, and of data that this server can tell apart (ACCESS-RULES 6.2). */
@Component
class PurposeCheck {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Set<String> ACTIONS = Set.of("read", "write");
    private static final Set<String> LANGUAGES = Set.of("fr", "en");

    private final DataCategories categories;

    PurposeCheck(DataCategories categories) {
        this.categories = categories;
    }

    /** @throws Refusal when a rule is broken */
    void check(List<Declared> purposes) {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < purposes.size(); i++) {
            Declared purpose = purposes.get(i);
            String place = "Endpoint.extension('" + Canonical.APP_PURPOSE + "')[" + i + "]";
            require(CODE.matcher(purpose.code()).matches() && codes.add(purpose.code()), place + ".extension('code')", "app-purpose-code");
            require(isBilingual(purpose.label()), place + ".extension('libelle')", "app-language");
            require(isBilingual(purpose.description()), place + ".extension('description')", "app-language");
            purpose.exchanges().forEach(exchange -> check(exchange, place + ".extension('echange')"));
        }
    }

    /** @return whether a text is there in French and in English */
    static boolean isBilingual(Map<String, String> text) {
        return LANGUAGES.stream().allMatch(language -> !text.getOrDefault(language, "").isBlank());
    }

    private void check(Exchange exchange, String place) {
        require(ACTIONS.contains(exchange.action()), place + ".extension('action')", "app-action");
        for (Category category : exchange.categories()) {
            require(Perimeter.of(exchange.perimeter()).filter(perimeter -> perimeter.types().contains(category.type())).isPresent() && isKnown(category),
                    place + ".extension('categorie').extension('donnees')", "app-category");
            require(isBilingual(category.title()), place + ".extension('categorie').extension('titre')", "app-language");
        }
    }

    private boolean isKnown(Category category) {
        return category.code().isEmpty() ? !category.data().contains("/") : switch (category.type()) {
            case "DocumentReference" -> categories.documents().contains(category.code());
            case "Observation" -> categories.measures().contains(category.code());
            default -> false;
        };
    }

    private static void require(boolean kept, String place, String rule) {
        if (!kept) {
            throw Refusal.rule(place, rule);
        }
    }
}
