package fr.carnet.server.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import fr.carnet.enforcement.hapi.DataCategories;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.policy.Purpose;
import fr.carnet.server.app.AppEntry.Declared;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What entries say, kept parsed under OID and version: a change has a new version. Whether a service is online is never kept. */
@Component
class ParsedEntries {

    private static final int KEPT = 1_000;

    private final CatalogueContents contents;
    private final DataCategories categories;
    private final Cache<Key, Parsed> parsed = Caffeine.newBuilder().maximumSize(KEPT).build();

    ParsedEntries(CatalogueContents contents, DataCategories categories) {
        this.contents = contents;
        this.categories = categories;
    }

    private record Key(String oid, long version) {
    }

    /**
     * An entry, and what its purposes cover.
     *
     * @param entry    what it says
     * @param purposes its purposes by code, for the rules
     */
    record Parsed(AppEntry entry, Map<String, Purpose> purposes) {
    }

    /** @return what a stored service's entry says */
    Parsed of(StoredApp app) {
        return parsed.get(new Key(app.oid(), app.version()), key -> {
            AppEntry entry = AppEntryReader.read(contents.read(app));
            return new Parsed(entry, entry.purposes().stream().map(this::purpose).collect(Collectors.toUnmodifiableMap(Purpose::code, Function.identity())));
        });
    }

    private Purpose purpose(Declared declared) {
        return new Purpose(declared.code(), covered(declared.exchanges(), "read"), covered(declared.exchanges(), "write"));
    }

    private Set<DataCategory> covered(List<AppEntry.Exchange> exchanges, String action) {
        return exchanges.stream().filter(exchange -> action.equals(exchange.action())).flatMap(exchange -> exchange.categories().stream())
                .flatMap(category -> categories.expand(new DataCategory(category.type(), category.code())).stream()).collect(Collectors.toUnmodifiableSet());
    }
}
