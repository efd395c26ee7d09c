package fr.carnet.server.app;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import fr.carnet.enforcement.hapi.PageSize;
import fr.carnet.server.storage.StoredSearch;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Public read and search of the catalogue: values of one parameter are alternatives, the parameter sent again is a further condition. */
@Component
class CatalogueSearch {

    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    private static final Set<String> SHAPING = Set.of("_count", "_offset", "_format", "_pretty");

    private final JdbcClient jdbc;
    private final FhirContext fhir;

    CatalogueSearch(JdbcClient jdbc, FhirContext fhir) {
        this.jdbc = jdbc;
        this.fhir = fhir;
    }

    /** Which of the two tables. */
    enum Table {
        /** Services. */
        APPS("carnet.app_entry"),
        /** Who makes them. */
        EDITORS("carnet.app_editor");

        private final String name;

        Table(String name) {
            this.name = name;
        }
    }

    /** @return one resource, as the public sees it */
    Optional<IBaseResource> read(Table table, String id) {
        return jdbc.sql("select content from " + table.name + " where id = :id").param("id", id).query(String.class).optional().map(this::parsed);
    }

    /** @return the page, in the order of the ids, with an exact total */
    IBundleProvider search(Table table, RequestDetails request, @Nullable Integer count, @Nullable Integer offset) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Map<String, Object> values = new TreeMap<>();
        request.getParameters().forEach((name, sent) -> {
            for (String alternatives : SHAPING.contains(name) ? new String[0] : sent) {
                String key = "v" + values.size();
                conditions.add("name".equals(name) ? "exists (select 1 from unnest(names) known join unnest(cast(:" + key + " as text[])) asked on starts_with(known, asked))"
                        : "tokens && cast(:" + key + " as text[])");
                values.put(key, Arrays.stream(alternatives.split(",")).map(value -> "name".equals(name) ? folded(value) : token(name, value)).toArray(String[]::new));
            }
        });
        String where = " from " + table.name + " where " + String.join(" and ", conditions);
        int total = jdbc.sql("select count(*)" + where).params(values).query(Integer.class).single();
        List<IBaseResource> shown = jdbc.sql("select content" + where + " order by id limit :limit offset :offset").params(values)
                .param("limit", PageSize.of(count)).param("offset", PageSize.first(offset)).query(String.class).list().stream().map(this::parsed).toList();
        return StoredSearch.page(shown, total, new StoredSearch.Page(null, count, offset, null));
    }

    /** @return what a row is found by: one word of {@code tokens} */
    static String token(String parameter, String value) {
        return parameter + "=" + value;
    }

    /** @return words for a coded value, in each form in which FHIR lets it be asked for */
    static List<String> tokens(String parameter, String system, String code) {
        return List.of(token(parameter, code), token(parameter, system + "|" + code), token(parameter, system + "|"));
    }

    /** @return a name as FHIR compares strings: without case and accents */
    static String folded(String name) {
        return MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("").toLowerCase(Locale.ROOT).strip();
    }

    private IBaseResource parsed(String content) {
        return fhir.newJsonParser().parseResource(content);
    }
}
