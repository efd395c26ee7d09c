package fr.carnet.enforcement.hapi;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The search parameters of {@code search-names.csv}: IHE's and FHIR's names for what this server indexes under a code of its own, and references (ADR 0009). */
public final class SearchNames {

    private final Map<String, SearchName> rows;

    private SearchNames(Map<String, SearchName> rows) {
        this.rows = Map.copyOf(rows);
    }

    /** @return the table that the build ships */
    public static SearchNames load() {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (InputStreamReader csv = new InputStreamReader(
                        Objects.requireNonNull(SearchNames.class.getResourceAsStream("search-names.csv")), StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(csv, format)) {
            return new SearchNames(parser.getRecords().stream().map(SearchNames::row)
                    .collect(Collectors.toMap(row -> key(row.type(), row.name()), Function.identity())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param type FHIR type
     * @param sort a sort key that the allow-list offers
     * @return codes to sort by, the first one first
     */
    public List<String> sorts(String type, String sort) {
        return find(type, sort).map(SearchName::sorts).filter(codes -> !codes.isEmpty()).orElse(List.of(sort));
    }

    /** @return the row of a parameter; empty when name and values are taken as they stand */
    Optional<SearchName> find(String type, String name) {
        return Optional.ofNullable(rows.get(key(type, name)));
    }

    /** @return every row */
    Collection<SearchName> all() {
        return rows.values();
    }

    private static String key(String type, String name) {
        return type + "?" + name;
    }

    private static SearchName row(CSVRecord line) {
        return new SearchName(line.get("type"), line.get("name"), line.get("index"), line.get("identifiers"), words(line.get("targets")), words(line.get("sorts")));
    }

    private static List<String> words(String cell) {
        return Arrays.stream(cell.split(" ")).filter(word -> !word.isBlank()).toList();
    }
}
