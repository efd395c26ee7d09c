package fr.carnet.enforcement.oracle;

import fr.carnet.enforcement.support.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The two data files as they are, read without the engine's readers. */
final class CedarTerminology {
    private static final Map<String, Set<String>> COLUMNS = lines("habilitation-matrix.csv").stream()
            .collect(Collectors.toUnmodifiableMap(line -> line.get("type"), line -> line.toMap().entrySet().stream()
                    .filter(cell -> "yes".equals(cell.getValue())).map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet())));
    private static final List<String> PROFESSIONS = lines("professions.csv").stream().map(line -> line.get("code")).distinct().toList();

    private CedarTerminology() {
    }

    /** @return document type -> the columns of the matrix that say yes */
    static Map<String, Set<String>> columns() {
        return COLUMNS;
    }

    /** @return every profession code that the nomenclatures have */
    static List<String> professions() {
        return PROFESSIONS;
    }

    private static List<CSVRecord> lines(String file) {
        try (CSVParser csv = CSVParser.parse(Rules.terminology(file), CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
            return csv.stream().map(Function.identity()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
