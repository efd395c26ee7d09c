package fr.carnet.enforcement.compartment;

import fr.carnet.enforcement.policy.AccessMode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Every FHIR type that a decision governs, as {@code governed-types.csv} lists them. What is not listed leaves under no decision at all. */
public final class GovernedTypes {

    private final Map<String, GovernedType> rows;

    private GovernedTypes(Map<String, GovernedType> rows) {
        this.rows = Map.copyOf(rows);
    }

    /** @return the table that the build ships */
    public static GovernedTypes load() {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (InputStreamReader csv = new InputStreamReader(
                        Objects.requireNonNull(GovernedTypes.class.getResourceAsStream("governed-types.csv")), StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(csv, format)) {
            return new GovernedTypes(parser.getRecords().stream().map(GovernedTypes::row).collect(Collectors.toMap(GovernedType::type, Function.identity())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the row of a type, empty when it is not governed */
    public Optional<GovernedType> find(String type) {
        return Optional.ofNullable(rows.get(type));
    }

    /** @return every row */
    public Collection<GovernedType> all() {
        return rows.values();
    }

    private static GovernedType row(CSVRecord line) {
        return new GovernedType(line.get("type"), line.get("patient"),
                words(line, "readers").stream().map(word -> Audience.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'))).collect(Collectors.toSet()),
                words(line, "writers"),
                words(line, "modes").stream().map(code -> AccessMode.of(code).orElseThrow()).collect(Collectors.toSet()));
    }

    private static Set<String> words(CSVRecord line, String column) {
        return Arrays.stream(line.get(column).split(" ")).filter(word -> !word.isBlank()).collect(Collectors.toUnmodifiableSet());
    }
}
