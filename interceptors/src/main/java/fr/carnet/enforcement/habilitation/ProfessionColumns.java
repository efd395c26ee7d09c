package fr.carnet.enforcement.habilitation;

import fr.carnet.enforcement.policy.Exercise;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Which column of the matrix an exercice falls under. The column is not the profession code alone: pharmacists split by section of their
 * order, and occupational physicians have none.
 */
public final class ProfessionColumns {

    /** Section G of the pharmacists' order: medical biology. */
    private static final String BIOLOGY_SECTION = "G";

    private static final String SPLIT = "21-BIO/21-OFF";
    /** Sections of the pharmacists' order that the S2 column heading 21-OFF covers: officine (A, D, E) and PUI (H). */
    private static final Set<String> OFFICINE_SECTIONS = Set.of("A", "D", "E", "H");

    private final Map<String, String> columns;
    private final Set<String> codes;

    private ProfessionColumns(Map<String, String> columns, Set<String> codes) {
        this.columns = Map.copyOf(columns);
        this.codes = Set.copyOf(codes);
    }

    /**
     * @param csv    {@code professions.csv}: code, system, display, status, column, note
     * @param matrix the matrix, whose columns the file must name
     * @throws IOException              when the text cannot be read
     * @throws IllegalArgumentException when a column is named that the matrix does not have, or a profession has two
     */
    public static ProfessionColumns read(Reader csv, HabilitationMatrix matrix) throws IOException {
        Map<String, String> columns = new HashMap<>();
        Set<String> codes = new HashSet<>();
        try (CSVParser parser = CSVParser.parse(csv, CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
            for (CSVRecord line : parser) {
                String column = line.get("column");
                codes.add(line.get("code"));
                if (column.isBlank()) {
                    continue;
                }
                if (!matrix.columns().containsAll(SPLIT.equals(column) ? List.of("21-BIO", "21-OFF") : List.of(column))) {
                    throw new IllegalArgumentException("professions, line " + parser.getCurrentLineNumber() + ": no column '" + column + "' in the matrix");
                }
                String before = columns.put(line.get("code"), column);
                if (before != null && !before.equals(column)) {
                    throw new IllegalArgumentException("professions, line " + parser.getCurrentLineNumber() + ": code " + line.get("code") + " twice");
                }
            }
        }
        return new ProfessionColumns(columns, codes);
    }

    /**
     * @param exercise the exercice chosen
     * @return its column; empty when the matrix has none for it: such a professional reads nothing for care
     */
    public Optional<String> columnOf(Exercise exercise) {
        if (exercise.isOccupationalMedicine()) {
            return Optional.empty();
        }
        if (SPLIT.equals(columns.get(exercise.profession()))) {
            return exercise.pharmacistSection().flatMap(ProfessionColumns::pharmacistColumn);
        }
        return Optional.ofNullable(columns.get(exercise.profession()));
    }

    /**
     * @param exercise the exercice chosen
     * @return whether the file has its profession, with or without a column
     */
    public boolean isKnown(Exercise exercise) {
        return codes.contains(exercise.profession());
    }

    private static Optional<String> pharmacistColumn(String section) {
        if (BIOLOGY_SECTION.equals(section)) {
            return Optional.of("21-BIO");
        }
        return OFFICINE_SECTIONS.contains(section) ? Optional.of("21-OFF") : Optional.empty();
    }
}
